package io.weft.proxy.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What this workload proves itself with.
 *
 * @param key of the leaf, ECDSA P-256
 * @param chain leaf first, towards the trust anchor
 * @param expires when the leaf does
 */
public record Credentials(PrivateKey key, List<X509Certificate> chain, Instant expires) {
    public Credentials {
        chain = List.copyOf(chain);
    }

    /** Whether peers that trust {@code anchors} believe the chain, as long as it lasts. */
    public boolean leadTo(List<X509Certificate> anchors) {
        try {
            CertifiedChain.requirePath(
                    chain, anchors, chain.getFirst().getNotAfter().toInstant());
            return true;
        } catch (GeneralSecurityException untrusted) {
            return false;
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "Credentials[" + chain.getFirst().getSubjectX500Principal() + ", expires " + expires + "]";
    }
}
