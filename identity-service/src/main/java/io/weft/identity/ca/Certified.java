package io.weft.identity.ca;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A leaf that was issued.
 *
 * @param intermediates the leaf's issuer first, then on towards the anchor, which is not among them
 */
public record Certified(X509Certificate leaf, List<X509Certificate> intermediates) {
    public Certified {
        intermediates = List.copyOf(intermediates);
    }

    public Instant validUntil() {
        return leaf.getNotAfter().toInstant();
    }

    public byte[] leafDer() {
        return TrustAnchors.encoded(leaf);
    }

    public List<byte[]> intermediatesDer() {
        return intermediates.stream().map(TrustAnchors::encoded).toList();
    }
}
