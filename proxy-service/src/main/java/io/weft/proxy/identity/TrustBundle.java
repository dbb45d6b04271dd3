package io.weft.proxy.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The trust anchors in force.
 *
 * @param anchors never empty
 * @param version what the identity service calls them
 */
public record TrustBundle(List<X509Certificate> anchors, String version) {
    public TrustBundle {
        anchors = List.copyOf(anchors);
    }

    /** What the environment says, under the name that Weft's identity service has for the same anchors in the same order. */
    public static TrustBundle ofEnvironment(List<X509Certificate> anchors) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (X509Certificate anchor : anchors) {
                digest.update(anchor.getEncoded());
            }
            return new TrustBundle(anchors, HexFormat.of().formatHex(digest.digest()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether both trust the same, in whatever order. */
    boolean trustsAs(TrustBundle other) {
        return Set.copyOf(anchors).equals(Set.copyOf(other.anchors));
    }
}
