package io.weft.destination.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.service.cluster.LeaderLease;
import io.weft.service.cluster.LeaseTerms;
import io.weft.service.settings.MeshProperties;
import java.util.Objects;
import java.util.UUID;

/** This process, as the others of its Deployment know it. */
final class Replica {
    private static final String DEPLOYMENT = "linkerd-destination";

    /** A pod's name, and what tells this process from one before it in the same pod. */
    private final String name =
            Objects.requireNonNullElse(System.getenv("HOSTNAME"), "destination") + "_" + UUID.randomUUID();

    private final KubernetesClient client;
    private final MeshProperties mesh;

    Replica(KubernetesClient client, MeshProperties mesh) {
        this.client = client;
        this.mesh = mesh;
    }

    /** Asks for the Lease of that name; {@code wake} hears when it is held. */
    LeaderLease lease(String lease, Runnable wake) {
        return new LeaderLease(
                client,
                new LeaderLease.Name(mesh.controlPlaneNamespace(), lease, DEPLOYMENT),
                name,
                LeaseTerms.USUAL,
                wake);
    }
}
