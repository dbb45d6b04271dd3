package io.weft.proxy.config;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a bundle of certificates. */
final class TrustAnchors {
    private static final Pattern ENTRY =
            Pattern.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", Pattern.DOTALL);

    private TrustAnchors() {}

    /**
     * Entries that cannot be read are skipped.
     *
     * @throws IllegalArgumentException if none remains
     */
    static List<X509Certificate> parse(String pem) {
        List<X509Certificate> anchors = new ArrayList<>();
        Matcher entries = ENTRY.matcher(pem);
        while (entries.find()) {
            certificate(entries.group(1)).ifPresent(anchors::add);
        }
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("no certificate");
        }
        return List.copyOf(anchors);
    }

    private static Optional<X509Certificate> certificate(String base64) {
        try {
            InputStream der = new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64));
            return Optional.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(der));
        } catch (CertificateException | IllegalArgumentException unreadable) {
            return Optional.empty(); // others of the bundle may do
        }
    }
}
