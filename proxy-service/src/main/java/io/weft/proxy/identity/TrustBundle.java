package io.weft.proxy.identity;

import com.google.protobuf.ByteString;
import io.weft.api.weftidentity.Bundle;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
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
    private static final int MOST_ANCHORS = 100;
    private static final int LONGEST_VERSION = 128;

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

    /**
     * Reads a message of the identity service, whole or not at all: with one anchor less, half a mesh might be strangers.
     *
     * @throws CertifyException if it has no anchor, too many, or one that cannot be read
     */
    static TrustBundle read(Bundle message) throws CertifyException {
        int count = message.getAnchorsCount();
        if (count == 0 || count > MOST_ANCHORS) {
            throw new CertifyException("a bundle has 1 to " + MOST_ANCHORS + " anchors, this one " + count);
        }
        if (message.getVersion().length() > LONGEST_VERSION) {
            throw new CertifyException("the version is longer than " + LONGEST_VERSION + " characters");
        }
        List<X509Certificate> anchors = new ArrayList<>(count);
        for (ByteString der : message.getAnchorsList()) {
            anchors.add(CertifiedChain.read(der.toByteArray()));
        }
        return new TrustBundle(anchors, message.getVersion());
    }

    /** Whether both trust the same, in whatever order. */
    boolean trustsAs(TrustBundle other) {
        return Set.copyOf(anchors).equals(Set.copyOf(other.anchors));
    }
}
