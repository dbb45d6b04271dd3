package io.weft.destination.endpoints;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.destination.workloads.Sidecar.SpiffeProof;
import java.util.Map;
import java.util.Optional;

/**
 * A replica as clients are told of it.
 *
 * @param endpoint address, hint, labels and, for workloads with a DNS identity, what its certificate must prove
 * @param spiffe present for a workload outside the cluster that proves a URI; then {@code endpoint.tls} is empty
 */
public record MeshEndpoint(Endpoint endpoint, Optional<SpiffeProof> spiffe) {
    public static MeshEndpoint of(Endpoint endpoint) {
        return new MeshEndpoint(endpoint, Optional.empty());
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
                spiffe);
    }

    /** Whether a proxy of the mesh stands before it. */
    public boolean meshed() {
        return endpoint.hint() != ProtocolHint.UNKNOWN || endpoint.transportPort() != 0;
    }
}
