package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import java.util.Comparator;
import java.util.Optional;

/** A Service. */
record ServiceName(String namespace, String name) implements Comparable<ServiceName> {
    private static final Comparator<ServiceName> ORDER =
            Comparator.comparing(ServiceName::namespace).thenComparing(ServiceName::name);
    private static final int LABELS = 3; // that name it; the cluster's domain follows

    /** Whose route {@code observed} is about; empty if that is no Service. */
    static Optional<ServiceName> ofRoute(Observation observed) {
        String profile = observed.label("dst");
        if (!profile.isEmpty()) {
            return ofDomain(profile);
        }
        return observed.label("parent_kind").equals("Service")
                ? Optional.of(new ServiceName(observed.label("parent_namespace"), observed.label("parent_name")))
                : Optional.empty();
    }

    /** Of {@code NAME.NAMESPACE.svc.CLUSTER-DOMAIN:PORT}. */
    private static Optional<ServiceName> ofDomain(String domain) {
        String[] labels = domain.split("\\.", LABELS + 1);
        return labels.length > LABELS && labels[2].equals("svc")
                ? Optional.of(new ServiceName(labels[1], labels[0]))
                : Optional.empty();
    }

    /** That an endpoint was found by; empty if it was not. */
    static Optional<ServiceName> ofDestination(Observation observed) {
        String name = observed.label("dst_service");
        return name.isEmpty() ? Optional.empty() : Optional.of(new ServiceName(observed.label("dst_namespace"), name));
    }

    @Override
    public int compareTo(ServiceName other) {
        return ORDER.compare(this, other);
    }
}
