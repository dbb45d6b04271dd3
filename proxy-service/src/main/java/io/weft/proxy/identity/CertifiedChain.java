package io.weft.proxy.identity;

import io.weft.core.WorkloadIdentity;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the certificates the identity service hands out before anything uses them.
 *
 * @param localName the name the leaf must carry as a DNS SAN, to the letter
 * @param publicKey the key the leaf must be for
 * @see "wire-behaviour, 2: accepted response"
 */
record CertifiedChain(WorkloadIdentity localName, PublicKey publicKey, List<X509Certificate> anchors) {
    private static final int DNS_NAME = 2;

    /**
     * The chain, leaf first, without the anchor.
     *
     * @param issuers DER, the leaf's issuer first
     * @throws CertifyException if it does not lead to an anchor at {@code now}, or is not ours
     */
    List<X509Certificate> accept(byte[] leaf, List<byte[]> issuers, Instant now) throws CertifyException {
        List<X509Certificate> chain = new ArrayList<>(List.of(read(leaf)));
        for (byte[] issuer : issuers) {
            X509Certificate certificate = read(issuer);
            if (anchors.contains(certificate)) {
                break; // an anchor needs no proof, and what follows it proves nothing
            }
            chain.add(certificate);
        }
        check(chain.getFirst().getPublicKey().equals(publicKey), "the leaf is for another key");
        check(names(chain.getFirst()).contains(localName.name()), "the leaf does not name " + localName);
        try {
            requirePath(chain, anchors, now);
        } catch (GeneralSecurityException untrusted) {
            throw new CertifyException(
                    "the chain does not lead to a trust anchor: " + untrusted.getMessage(), untrusted);
        }
        return chain;
    }

    /** Throws if {@code chain}, leaf first, does not lead to one of {@code anchors} at {@code now}. */
    static void requirePath(List<X509Certificate> chain, List<X509Certificate> anchors, Instant now)
            throws GeneralSecurityException {
        Set<TrustAnchor> trusted =
                anchors.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet());
        PKIXParameters parameters = new PKIXParameters(trusted);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }

    private static List<String> names(X509Certificate leaf) throws CertifyException {
        try {
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException unreadable) {
            throw new CertifyException("the leaf's names cannot be read", unreadable);
        }
    }

    static X509Certificate read(byte[] der) throws CertifyException {
        ByteArrayInputStream in = new ByteArrayInputStream(der);
        try {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            check(in.available() == 0, "a certificate is followed by something else");
            return certificate;
        } catch (CertificateException unreadable) {
            throw new CertifyException("a certificate cannot be read", unreadable);
        }
    }

    private static void check(boolean good, String otherwise) throws CertifyException {
        if (!good) {
            throw new CertifyException(otherwise);
        }
    }
}
