package io.weft.viz.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the certificates of sidecars expire.
 *
 * @param sidecars how many there are
 * @param told how many of them say when
 * @param next whose expires first; null if nobody says
 * @param late those that should have been renewed long ago, the first to expire first
 */
public record CertificatesJson(
        int sidecars, int told, @Nullable Leaf next, List<Leaf> late) {
    /**
     * A sidecar's certificate.
     *
     * @param expiresAt in ISO 8601
     */
    public record Leaf(String namespace, String name, String expiresAt) {}
}
