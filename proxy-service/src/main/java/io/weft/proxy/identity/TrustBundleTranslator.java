package io.weft.proxy.identity;

import com.google.protobuf.ByteString;
import io.weft.api.weftidentity.Bundle;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Bundles on the wire and ours. */
final class TrustBundleTranslator {
    private static final int MOST_ANCHORS = 100;
    private static final int LONGEST_VERSION = 128;

    private TrustBundleTranslator() {}

    /**
     * Reads a message of the identity service, whole or not at all: with one anchor less, half a mesh might be strangers.
     *
     * @throws CertifyException if it has no anchor, too many, or one that cannot be read
     */
    static TrustBundle translate(Bundle message) throws CertifyException {
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
}
