package io.weft.identity.ca;

import io.weft.identity.pem.PemException;
import io.weft.identity.pem.PemText;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/**
 * The certificates every proxy of the mesh trusts.
 *
 * @param certificates at least one, in the order of the file
 */
public record TrustAnchors(List<X509Certificate> certificates) {
    public TrustAnchors {
        certificates = certificates.stream().distinct().toList();
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("a mesh without a trust anchor trusts nobody");
        }
    }

    /**
     * Reads a bundle.
     *
     * @throws PemException if {@code pem} has no certificate, or anything else
     */
    public static TrustAnchors parse(String pem) throws PemException {
        return new TrustAnchors(PemText.certificates(pem));
    }

    /** SHA-256 over the certificates in the order of the file, in hexadecimal: equal bundles have equal versions. */
    public String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (X509Certificate certificate : certificates) {
                digest.update(certificate.getEncoded());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificates, DER each. */
    public List<byte[]> der() {
        return certificates.stream().map(TrustAnchors::encoded).toList();
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded cannot be encoded", e);
        }
    }
}
