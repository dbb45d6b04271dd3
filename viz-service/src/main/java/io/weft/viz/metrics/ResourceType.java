package io.weft.viz.metrics;

import io.weft.viz.workload.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What rows can be about. */
public enum ResourceType {
    CRONJOB("cj"),
    DAEMONSET("ds"),
    DEPLOYMENT("deploy"),
    JOB(""),
    NAMESPACE("ns"),
    POD("po"),
    REPLICASET("rs"),
    REPLICATIONCONTROLLER("rc"),
    STATEFULSET("sts");

    private final String shortName;

    ResourceType(String shortName) {
        this.shortName = shortName;
    }

    /**
     * Knows singular, plural and short names.
     *
     * @throws InvalidQueryException if there is no such type
     */
    public static ResourceType parse(String text) {
        return Arrays.stream(values())
                .filter(type -> text.equals(type.text())
                        || text.equals(type.text() + 's')
                        || (!text.isEmpty() && text.equals(type.shortName)))
                .findFirst()
                .orElseThrow(() -> new InvalidQueryException(
                        "resource_type must be one of " + String.join(", ", names()) + ", not '" + text + "'"));
    }

    /** Singular, lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The label with which a client's sidecar names a destination of this type. */
    String destinationLabel() {
        return this == JOB ? "dst_k8s_job" : "dst_" + text();
    }

    /** The resource of this type that {@code workload} belongs to, or is. */
    Optional<ResourceName> of(Workload workload) {
        String namespace = workload.key().namespace();
        return switch (this) {
            case NAMESPACE -> Optional.of(new ResourceName(namespace, text(), namespace));
            case POD ->
                workload.key().kind().equals(text())
                        ? Optional.of(new ResourceName(
                                namespace, text(), workload.key().name()))
                        : Optional.empty();
            default ->
                workload.ownerKind().equals(text())
                        ? Optional.of(new ResourceName(namespace, text(), workload.ownerName()))
                        : Optional.empty();
        };
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(ResourceType::text).toList();
    }
}
