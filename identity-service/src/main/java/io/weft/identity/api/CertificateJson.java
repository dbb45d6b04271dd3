package io.weft.identity.api;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A certificate as people compare it.
 *
 * @param serial in decimal digits
 * @param key kind and bits: {@code EC 256}
 * @param sha256 of the DER, hexadecimal
 */
record CertificateJson(
        String subject, String issuer, String serial, Instant notBefore, Instant notAfter, String key, String sha256) {

    static CertificateJson of(X509Certificate certificate) {
        return new CertificateJson(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                kind(certificate.getPublicKey()),
                sha256(certificate));
    }

    private static String kind(PublicKey key) {
        return switch (key) {
            case ECKey ec -> "EC " + ec.getParams().getOrder().bitLength();
            case RSAKey rsa -> "RSA " + rsa.getModulus().bitLength();
            default -> key.getAlgorithm();
        };
    }

    private static String sha256(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
