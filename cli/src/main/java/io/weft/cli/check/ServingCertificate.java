package io.weft.cli.check;

import io.weft.cli.cluster.ClusterObject;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A certificate with which a service answers the API server.
 *
 * @param secret the name of the Secret it is in
 */
record ServingCertificate(String secret, List<X509Certificate> chain) {
    /**
     * Reads it.
     *
     * @throws IllegalStateException if it is not there, or no certificate
     */
    static ServingCertificate of(String secret, Optional<ClusterObject> object) {
        return new ServingCertificate(
                secret,
                object.map(each -> Certificates.ofSecret(each, "tls.crt"))
                        .orElseThrow(() -> new IllegalStateException("Secret " + secret + " is missing")));
    }

    /**
     * What the API server would find wrong with it.
     *
     * @throws IllegalStateException if no authority vouches for it
     */
    List<String> invalid(String host, List<X509Certificate> authorities, Instant now) {
        String outside = Certificates.outsideItsTime(chain.getFirst(), now);
        if (!outside.isEmpty()) {
            return said(outside);
        }
        if (!names(chain.getFirst()).contains(host)) {
            return List.of("the certificate in Secret " + secret + " is not for " + host);
        }
        Certificates.verify(chain, authorities, now);
        return List.of();
    }

    List<String> expiringSoon(Instant now) {
        return said(Certificates.expiringSoon(chain.getFirst(), now));
    }

    private List<String> said(String complaint) {
        return complaint.isEmpty() ? List.of() : List.of("the certificate in Secret " + secret + " " + complaint);
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            throw new IllegalStateException("the certificate has names that cannot be read", e);
        }
    }
}
