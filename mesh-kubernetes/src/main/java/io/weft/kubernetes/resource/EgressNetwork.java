package io.weft.kubernetes.resource;

import io.weft.core.policy.ClientNetwork;
import java.util.List;
import java.util.Optional;

/**
 * Destinations outside the cluster, and what becomes of traffic there that no route is about.
 *
 * @param networks at least one; empty: everything that is not the cluster's own
 * @param reported what the mesh has said of it before
 * @see "crds, 9"
 */
public record EgressNetwork(
        Metadata metadata,
        TrafficPolicy trafficPolicy,
        Optional<List<ClientNetwork>> networks,
        Optional<Condition> reported)
        implements Resource {
    public EgressNetwork {
        networks = networks.map(List::copyOf);
    }

    /** One of which nothing was said before. */
    public EgressNetwork(Metadata metadata, TrafficPolicy trafficPolicy, Optional<List<ClientNetwork>> networks) {
        this(metadata, trafficPolicy, networks, Optional.empty());
    }

    @Override
    public EgressNetwork unreported() {
        return new EgressNetwork(metadata, trafficPolicy, networks);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.EGRESS_NETWORK;
    }

    /** What becomes of traffic that no route is about; the constants are spelt as in a document. */
    public enum TrafficPolicy {
        ALLOW("Allow"),
        DENY("Deny");

        private final String text;

        TrafficPolicy(String text) {
            this.text = text;
        }

        /** As written in a document. */
        public String text() {
            return text;
        }
    }
}
