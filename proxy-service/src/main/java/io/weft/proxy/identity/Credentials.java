package io.weft.proxy.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What this workload proves itself with, and whom it trusts.
 *
 * @param key of the leaf, ECDSA P-256
 * @param chain leaf first, towards the trust anchor
 * @param anchors never empty
 * @param expires when the leaf does
 */
public record Credentials(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> anchors, Instant expires) {
    public Credentials {
        chain = List.copyOf(chain);
        anchors = List.copyOf(anchors);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "Credentials[" + chain.getFirst().getSubjectX500Principal() + ", expires " + expires + "]";
    }
}
