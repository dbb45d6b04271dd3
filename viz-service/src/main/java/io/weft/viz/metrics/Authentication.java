package io.weft.viz.metrics;

/**
 * What the peers of a row proved in the window. Not thread-safe.
 *
 * @see "brief-vs-linkerd, 3.3"
 */
final class Authentication {
    private boolean meshed;
    private boolean nameless;

    void add(PeerProof proof) {
        meshed |= proof == PeerProof.MESHED;
        nameless |= proof == PeerProof.NAMELESS;
    }

    /** {@code mtls}, also when nobody came; {@code mixed}; {@code none}: plaintext only. */
    String text() {
        if (!nameless) {
            return "mtls";
        }
        return meshed ? "mixed" : "none";
    }
}
