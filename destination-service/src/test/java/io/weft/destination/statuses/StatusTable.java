package io.weft.destination.statuses;

import io.weft.core.Network;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.ResourceId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Manifests in, what their statuses should say out. */
final class StatusTable {
    private static final Network CLUSTER = Network.parse("10.0.0.0/8").orElseThrow();

    final ToldObjects told = new ToldObjects(Statuses.KINDS);
    private Function<ResourceId, List<String>> unknownFields = id -> List.of();
    private boolean fallback = true;

    static StatusTable of(String... manifests) {
        StatusTable table = new StatusTable();
        Stream.of(manifests).flatMap(text -> Manifests.read(text).stream()).forEach(table.told::put);
        return table;
    }

    StatusTable withoutFallback() {
        fallback = false;
        return this;
    }

    StatusTable unknown(Function<ResourceId, List<String>> fields) {
        unknownFields = fields;
        return this;
    }

    List<Report> differing() {
        return new Statuses(fallback, List.of(CLUSTER)).differing(told, unknownFields);
    }

    /** The conditions of each parent of a route, as {@code Accepted=Accepted} or {@code ResolvedRefs!=BackendNotFound}. */
    List<String> ofRoute(String name) {
        return differing().stream()
                .filter(report -> report.id().name().equals(name))
                .map(Report.OfParents.class::cast)
                .flatMap(report -> report.parents().stream())
                .map(parent -> parent.conditions().stream()
                        .map(StatusTable::brief)
                        .toList()
                        .toString())
                .toList();
    }

    List<String> ofItself(String name) {
        return differing().stream()
                .filter(report -> report.id().name().equals(name))
                .map(Report.OfItself.class::cast)
                .flatMap(report -> report.conditions().stream())
                .map(StatusTable::brief)
                .toList();
    }

    /** The messages of a route's conditions that have one. */
    List<String> messages(String name) {
        return differing().stream()
                .filter(report -> report.id().name().equals(name))
                .map(Report.OfParents.class::cast)
                .flatMap(report -> report.parents().stream())
                .flatMap(parent -> parent.conditions().stream())
                .map(Condition::message)
                .filter(message -> !message.isEmpty())
                .toList();
    }

    private static String brief(Condition condition) {
        return condition.type() + (condition.holds() ? "=" : "!=") + condition.reason();
    }
}
