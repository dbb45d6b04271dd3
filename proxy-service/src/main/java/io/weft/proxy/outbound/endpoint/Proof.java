package io.weft.proxy.outbound.endpoint;

import io.weft.core.ExternalHost;
import io.weft.core.TlsIdentity;
import io.weft.proxy.tls.OutsideTls.Spoken;
import io.weft.proxy.transport.TransportHeader;
import java.util.Optional;

/** What a connection must show before anything is said on it. */
sealed interface Proof {
    /** Nothing: it is in plaintext. */
    record None() implements Proof {}

    /**
     * An identity of the mesh.
     *
     * @param header whether the transport header is offered
     */
    record Mesh(TlsIdentity expected, boolean header) implements Proof {}

    /** The name of a host outside, which the handshake itself checks, and that it speaks what we are about to. */
    record Outside(ExternalHost host, Spoken spoken) implements Proof {}

    static Spoken spoken(Optional<TransportHeader.Session> session) {
        return session.map(known -> switch (known) {
                    case HTTP1 -> Spoken.HTTP1;
                    case HTTP2 -> Spoken.HTTP2;
                })
                .orElse(Spoken.BYTES);
    }
}
