package io.weft.destination.endpoints;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.TlsIdentity;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.workloads.Sidecar;
import io.weft.destination.workloads.Workload;
import io.weft.kubernetes.resource.KnownLabels;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Describes one port of a workload as a replica. Pure.
 *
 * @param hops how traffic travels between sidecars
 * @see "wire-behaviour, 1.7: WeightedAddr built for a meshed pod"
 */
public record EndpointReader(MeshSettings.Hops hops) {
    private static final int MAX_TRANSPORT_PORT = 65_534;

    /**
     * A port of a workload.
     *
     * @param opaque whether its proxy forwards that port without looking inside
     * @param extraLabels beside those every replica has
     */
    public MeshEndpoint read(
            Workload workload, InetSocketAddress address, boolean opaque, Map<String, String> extraLabels) {
        Sidecar sidecar = workload.sidecar();
        Map<String, String> labels = labels(workload);
        labels.putAll(extraLabels);
        boolean meshed = sidecar.present() && !workload.inbound().skipped().contains(address.getPort());
        Optional<Sidecar.Proof> proof = meshed && sidecar.ours() ? sidecar.proof() : Optional.empty();
        Endpoint endpoint = new Endpoint(
                address,
                Endpoint.DEFAULT_WEIGHT,
                proof.flatMap(EndpointReader::tls),
                meshed ? hint(workload, opaque) : ProtocolHint.UNKNOWN,
                meshed ? transportPort(workload, opaque, address.getPort()) : 0,
                labels);
        return new MeshEndpoint(endpoint, proof.flatMap(EndpointReader::spiffe), meshed);
    }

    private static Optional<TlsIdentity> tls(Sidecar.Proof proof) {
        return proof instanceof Sidecar.DnsProof(TlsIdentity tls) ? Optional.of(tls) : Optional.empty();
    }

    private static Optional<Sidecar.SpiffeProof> spiffe(Sidecar.Proof proof) {
        return proof instanceof Sidecar.SpiffeProof spiffe ? Optional.of(spiffe) : Optional.empty();
    }

    private ProtocolHint hint(Workload workload, boolean opaque) {
        if (opaque) {
            return ProtocolHint.OPAQUE;
        }
        return hops.http2Upgrade() || isOutside(workload) ? ProtocolHint.HTTP2 : ProtocolHint.UNKNOWN;
    }

    /** The proxy's own ports do not stand behind its inbound port. */
    private int transportPort(Workload workload, boolean opaque, int port) {
        Sidecar sidecar = workload.sidecar();
        boolean told = opaque || hops.transportHeaders() || isOutside(workload);
        return !told || sidecar.serves(port) || sidecar.inboundPort() > MAX_TRANSPORT_PORT ? 0 : sidecar.inboundPort();
    }

    /** Of those all is always told: nobody sets up the machines they run on anew when settings change. */
    private static boolean isOutside(Workload workload) {
        return !workload.isPod();
    }

    private static Map<String, String> labels(Workload workload) {
        Map<String, String> labels = new HashMap<>();
        labels.put(workload.isPod() ? "pod" : "external_workload", workload.id().name());
        workload.owner().ifPresent(owner -> labels.put(owner.kind(), owner.name()));
        if (workload.id().kind() == WorkloadId.Kind.POD) {
            labels.put("serviceaccount", workload.serviceAccount());
            workload.sidecar().controlPlane().ifPresent(namespace -> labels.put("control_plane_ns", namespace));
        }
        String hash = workload.labels().get(KnownLabels.POD_TEMPLATE_HASH);
        if (hash != null) {
            labels.put("pod_template_hash", hash);
        }
        return labels;
    }
}
