package io.weft.cli.viz;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.machine.MachineException;
import io.weft.injection.ProxyPorts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Rows of a cluster without viz-service: which pods have a sidecar, and what each sidecar counted. Not thread-safe.
 *
 * @see "brief-vs-linkerd, 6.3"
 */
final class ClusterStat {
    private static final String MESHED = "linkerd.io/control-plane-ns";
    private static final String PROXY = "linkerd-proxy";

    private final Cluster cluster;
    private final String controlPlane;
    private final Consumer<String> warnings;
    private final Map<String, String> metrics = new HashMap<>();

    /** {@code warnings} is told of sidecars that do not answer. */
    ClusterStat(Cluster cluster, String controlPlane, Consumer<String> warnings) {
        this.cluster = cluster;
        this.controlPlane = controlPlane;
        this.warnings = warnings;
    }

    /**
     * In the order of {@code question}'s resources.
     *
     * @throws MachineException if only viz-service could answer
     */
    List<StatRow> ask(StatQuestion question) {
        if (question.peers().isGiven()) {
            throw new MachineException("who sent what to whom is known to viz-service only, and it was not found");
        }
        return question.resources().stream()
                .flatMap(resource -> rows(resource, question))
                .filter(question::isShown)
                .toList();
    }

    private Stream<StatRow> rows(Resource resource, StatQuestion question) {
        ClusterKind kind = kind(resource.kind());
        String within = kind == ClusterKind.NAMESPACE ? "" : question.namespace();
        List<ClusterObject> objects = resource.name().isEmpty() || within.isEmpty()
                ? cluster.list(kind, within, "").stream()
                        .filter(each -> resource.name().isEmpty() || each.name().equals(resource.name()))
                        .toList()
                : cluster.get(kind, within, resource.name()).stream().toList();
        List<ClusterObject> pods = cluster.list(ClusterKind.POD, within, question.selector());
        return objects.stream()
                .filter(object -> question.selector().isEmpty()
                        || pods.stream().anyMatch(pod -> isOf(resource.kind(), object, pod)))
                .map(object -> row(resource.kind(), object, pods));
    }

    private StatRow row(ResourceKind kind, ClusterObject object, List<ClusterObject> all) {
        List<ClusterObject> pods = all.stream()
                .filter(pod -> isOf(kind, object, pod))
                .filter(pod -> pod.text("/status/phase").equals("Running"))
                .toList();
        List<ClusterObject> meshed = pods.stream().filter(this::isMeshed).toList();
        return new StatRow(
                new Edge.End(object.namespace(), kind.text(), object.name()),
                kind == ResourceKind.POD ? object.text("/status/phase") : "",
                meshed.size(),
                pods.size(),
                null,
                null,
                meshed.isEmpty() || kind == ResourceKind.SERVICE ? null : authentication(meshed),
                0.0,
                null,
                null);
    }

    private @Nullable String authentication(List<ClusterObject> pods) {
        PodCounters counters = new PodCounters();
        List<String> told = new ArrayList<>();
        pods.stream().map(this::metrics).filter(each -> !each.isEmpty()).forEach(told::add);
        told.forEach(counters::add);
        return told.isEmpty() ? null : counters.text();
    }

    /** Empty if the sidecar does not answer. */
    private String metrics(ClusterObject pod) {
        return metrics.computeIfAbsent(pod.title(), title -> {
            try {
                return cluster.fetch(pod, ProxyPorts.ADMIN, "/metrics");
            } catch (MachineException silent) {
                warnings.accept(silent.getMessage());
                return "";
            }
        });
    }

    private boolean isMeshed(ClusterObject pod) {
        return pod.label(MESHED).equals(controlPlane)
                && Stream.concat(pod.items("/spec/initContainers"), pod.items("/spec/containers"))
                        .anyMatch(
                                container -> container.path("name").asString("").equals(PROXY));
    }

    private static boolean isOf(ResourceKind kind, ClusterObject object, ClusterObject pod) {
        return switch (kind) {
            case POD -> pod.title().equals(object.title());
            case NAMESPACE -> pod.namespace().equals(object.name());
            case REPLICATIONCONTROLLER, SERVICE -> isSelected(object, "/spec/selector", pod);
            default -> isSelected(object, "/spec/selector/matchLabels", pod);
        };
    }

    private static boolean isSelected(ClusterObject workload, String selector, ClusterObject pod) {
        JsonNode labels = workload.at(selector);
        return workload.namespace().equals(pod.namespace())
                && !labels.isEmpty()
                && labels.propertyStream()
                        .allMatch(each ->
                                pod.label(each.getKey()).equals(each.getValue().asString("")));
    }

    private static ClusterKind kind(ResourceKind kind) {
        return switch (kind) {
            case AUTHORIZATIONPOLICY, HTTPROUTE, SERVER, SERVERAUTHORIZATION ->
                throw new MachineException("what policies decided is known to viz-service only, and it was not found");
            case CRONJOB -> ClusterKind.CRON_JOB;
            case DAEMONSET -> ClusterKind.DAEMON_SET;
            case DEPLOYMENT -> ClusterKind.DEPLOYMENT;
            case JOB -> ClusterKind.JOB;
            case NAMESPACE -> ClusterKind.NAMESPACE;
            case POD -> ClusterKind.POD;
            case REPLICASET -> ClusterKind.REPLICA_SET;
            case REPLICATIONCONTROLLER -> ClusterKind.REPLICATION_CONTROLLER;
            case SERVICE -> ClusterKind.SERVICE;
            case STATEFULSET -> ClusterKind.STATEFUL_SET;
        };
    }
}
