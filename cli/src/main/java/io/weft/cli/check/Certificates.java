package io.weft.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.cluster.ClusterObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Certificates in PEM files, and who vouches for whom. */
final class Certificates {
    private static final Duration SOON = Duration.ofDays(60);

    private Certificates() {}

    /**
     * All certificates of a file; at least one.
     *
     * @throws IllegalStateException saying what is wrong with the file
     */
    static List<X509Certificate> read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(file + " is missing: linkerd up makes it in an empty folder", e);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Verifies that one of the anchors vouches for a chain.
     *
     * @param chain from the certificate itself upwards; an anchor at its end is fine
     * @throws IllegalStateException saying why none does
     */
    static void verify(List<X509Certificate> chain, List<X509Certificate> anchors, Instant now) {
        List<X509Certificate> between =
                chain.stream().filter(each -> !anchors.contains(each)).toList();
        if (between.isEmpty()) {
            return;
        }
        try {
            Set<TrustAnchor> trusted = anchors.stream()
                    .map(anchor -> new TrustAnchor(anchor, null))
                    .collect(Collectors.toSet());
            PKIXParameters parameters = new PKIXParameters(trusted);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPath path = factory().generateCertPath(between);
            var _ = CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no trust anchor vouches for it: " + e.getMessage(), e);
        }
    }

    /**
     * All certificates of a PEM text; at least one.
     *
     * @param where it stands, for complaints
     * @throws IllegalStateException saying what is wrong with it
     */
    static List<X509Certificate> parse(String where, String pem) {
        try {
            List<X509Certificate> certificates =
                    factory().generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8))).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IllegalStateException(where + " holds no certificate");
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(where + " holds no PEM of certificates: " + e.getMessage(), e);
        }
    }

    /** Those under the first of {@code keys} that the Secret has. */
    static List<X509Certificate> ofSecret(ClusterObject secret, String... keys) {
        String pem = Stream.of(keys)
                .map(key -> secret.at("/data").path(key).asString(""))
                .filter(each -> !each.isEmpty())
                .map(each -> new String(Base64.getDecoder().decode(each), UTF_8))
                .findFirst()
                .orElse("");
        return parse("Secret " + secret.name(), pem);
    }

    /** How a certificate's time is not now; empty: it is. */
    static String outsideItsTime(X509Certificate certificate, Instant now) {
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return "is not valid before " + certificate.getNotBefore().toInstant();
        }
        return now.isAfter(certificate.getNotAfter().toInstant())
                ? "has expired at " + certificate.getNotAfter().toInstant()
                : "";
    }

    /** That a certificate's time is over soon; empty: it is not. */
    static String expiringSoon(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        return now.plus(SOON).isAfter(end) ? "will expire at " + end : "";
    }

    private static CertificateFactory factory() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }
}
