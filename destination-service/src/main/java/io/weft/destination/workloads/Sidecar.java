package io.weft.destination.workloads;

import io.weft.core.TlsIdentity;
import java.util.Optional;

/**
 * The proxy of a workload.
 *
 * @param controlPlane namespace of the control plane that injected it; empty: there is no proxy
 * @param ours whether that is this control plane, so that its identity can be trusted
 * @param proof what its certificate carries; empty: talk to it in plaintext
 * @param inboundPort where it takes the transport header, 0 if unknown
 * @param adminPort 0 if unknown
 * @param tapPort 0 if unknown
 * @param tapped whether somebody may look at its traffic there
 */
public record Sidecar(
        Optional<String> controlPlane,
        boolean ours,
        Optional<Proof> proof,
        int inboundPort,
        int adminPort,
        int tapPort,
        boolean tapped) {
    /** No proxy. */
    public static final Sidecar NONE = new Sidecar(Optional.empty(), false, Optional.empty(), 0, 0, 0, false);

    /** What a certificate must carry. */
    public sealed interface Proof {
        /** The identity itself, as text. */
        String identity();
    }

    /** A DNS name. */
    public record DnsProof(TlsIdentity tls) implements Proof {
        @Override
        public String identity() {
            return tls.identity().name();
        }
    }

    /**
     * A URI.
     *
     * @param identity {@code spiffe://trust-domain/path}, to the letter
     * @param serverName what to write in SNI
     */
    public record SpiffeProof(String identity, String serverName) implements Proof {}

    /** Whether there is a proxy, of whichever control plane. */
    public boolean present() {
        return controlPlane.isPresent();
    }

    /** Whether a port is the proxy's own and therefore not behind its inbound port. */
    public boolean serves(int port) {
        return port == adminPort || port == tapPort;
    }
}
