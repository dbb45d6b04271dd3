package io.weft.viz.metrics;

import io.weft.viz.window.Observation;

/** What a series says of the other end. Pure. */
enum PeerProof {
    /** It proved an identity of the mesh over TLS. */
    MESHED,
    /** It proved none. */
    NAMELESS,
    /** It is no peer: traffic that never left the workload, or a kubelet asking after its own pods. */
    NO_PEER;

    /** Of an inbound series: the client. */
    static PeerProof ofClient(Observation observed, ProbedPorts probed) {
        if (isTls(observed) && !observed.label("client_id").isEmpty()) {
            return MESHED;
        }
        return isLoopback(observed) || probed.explain(observed) ? NO_PEER : NAMELESS;
    }

    /** Of an outbound series: the server. */
    static PeerProof ofServer(Observation observed) {
        return isTls(observed) && !observed.label("server_id").isEmpty() ? MESHED : NAMELESS;
    }

    private static boolean isTls(Observation observed) {
        return observed.label("tls").equals("true");
    }

    private static boolean isLoopback(Observation observed) {
        return observed.label("peer").equals("dst")
                || observed.label("no_tls_reason").equals("loopback");
    }
}
