package io.weft.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How pods say with which trust anchors they were made. */
final class TrustRoots {
    private TrustRoots() {}

    /** SHA-256 of the PEM without the white space around it, as the charts and the injector write it. */
    static String fingerprint(String pem) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(pem.strip().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
