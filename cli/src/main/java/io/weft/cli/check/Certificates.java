package io.weft.cli.check;

import java.io.IOException;
import java.io.InputStream;
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
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Certificates in PEM files, and who vouches for whom. */
final class Certificates {
    private Certificates() {}

    /**
     * All certificates of a file; at least one.
     *
     * @throws IllegalStateException saying what is wrong with the file
     */
    static List<X509Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates = factory().generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new IllegalStateException(file + " holds no certificate");
            }
            return certificates;
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(file + " is missing: linkerd up makes it in an empty folder", e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(file + " is not a PEM file of certificates: " + e.getMessage(), e);
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
            throw new IllegalStateException("no trust anchor vouches for the issuer: " + e.getMessage(), e);
        }
    }

    private static CertificateFactory factory() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }
}
