package io.weft.destination.statuses;

import io.weft.destination.routes.MissingFilters;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.Route;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is worth saying of an object that is accepted all the same. */
final class Remarks {
    private final Function<ResourceId, List<String>> unknownFields;

    /** @param unknownFields paths of the fields of an object that nobody here knows */
    Remarks(Function<ResourceId, List<String>> unknownFields) {
        this.unknownFields = unknownFields;
    }

    /** Sentences, or nothing. */
    String of(ResourceId id) {
        return String.join(" ", unknown(id).toList());
    }

    /** Of what clients do with it: sentences, or nothing. */
    String of(Route route) {
        return Stream.concat(missingFilters(route), unknown(route.id())).collect(Collectors.joining(" "));
    }

    /** Of what servers do with it: sentences, or nothing. */
    String ofServers(Route route) {
        Stream<String> missing = MissingFilters.ofServers(route)
                .map(type -> "The route is left out: servers have no filter " + type + ".");
        return Stream.concat(missing, unknown(route.id())).collect(Collectors.joining(" "));
    }

    private Stream<String> unknown(ResourceId id) {
        return unknownFields.apply(id).stream().map(field -> "The field " + field + " is not known, and left out.");
    }

    /** A route is left out whole for them. */
    static Stream<String> missingFilters(Route route) {
        return MissingFilters.ofClients(route)
                .map(type -> "The route is left out: the mesh has no filter " + type + ".");
    }
}
