package io.weft.destination.endpoints;

import io.weft.core.Endpoint;
import io.weft.destination.workloads.Sidecar.SpiffeProof;
import java.util.Map;
import java.util.Optional;

/**
 * A replica as clients are told of it.
 *
 * @param endpoint address, hint, labels and, for workloads with a DNS identity, what its certificate must prove
 * @param spiffe present for a workload outside the cluster that proves a URI; then {@code endpoint.tls} is empty
 * @param meshed whether a proxy of the mesh stands before it
 */
public record MeshEndpoint(Endpoint endpoint, Optional<SpiffeProof> spiffe, boolean meshed) {
    /** One without a proxy. */
    public static MeshEndpoint of(Endpoint endpoint) {
        return new MeshEndpoint(endpoint, Optional.empty(), false);
    }

    MeshEndpoint withLabels(Map<String, String> labels) {
        return new MeshEndpoint(
                new Endpoint(
                        endpoint.address(),
                        endpoint.weight(),
                        endpoint.tls(),
                        endpoint.hint(),
                        endpoint.transportPort(),
                        labels),
                spiffe,
                meshed);
    }
}
