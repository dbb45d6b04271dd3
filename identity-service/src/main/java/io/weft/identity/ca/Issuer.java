package io.weft.identity.ca;

import io.weft.identity.pem.PemException;
import io.weft.identity.pem.PemText;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs leaves, and when its certificates lead to a trust anchor.
 *
 * @param chain the issuer's certificate, then what leads to an anchor
 * @param trusted the spans of time in which the chain leads to an anchor; empty if it never does
 */
record Issuer(PrivateKey key, List<X509Certificate> chain, List<Validity> trusted) {
    private static final int KEY_CERT_SIGN = 5;
    private static final int MIN_RSA_BITS = 2048;

    Issuer {
        chain = List.copyOf(chain);
        trusted = List.copyOf(trusted);
    }

    /**
     * Reads a pair and finds its way to the anchors.
     *
     * @throws PemException if the text is malformed, the key is another certificate's or of an unsupported kind, or the
     *     certificate may not sign others
     */
    static Issuer parse(String certificatePem, String keyPem, TrustAnchors anchors) throws PemException {
        List<X509Certificate> chain = PemText.certificates(certificatePem);
        PrivateKey key = PemText.privateKey(keyPem);
        requireAuthority(chain.getFirst());
        requireSameKey(chain.getFirst(), key);
        return new Issuer(key, chain, List.of()).under(anchors);
    }

    /** The same pair under other anchors. */
    Issuer under(TrustAnchors anchors) {
        return new Issuer(key, chain, TrustedPath.find(chain, anchors));
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /** When the chain that is good at {@code now} ends; of several, the one that lasts longest. Empty: there is none. */
    Optional<Instant> trustedUntil(Instant now) {
        return trusted.stream()
                .filter(span -> span.contains(now))
                .map(Validity::until)
                .max(Comparator.naturalOrder());
    }

    /** When, after {@code now}, the chain becomes good; empty if it never does. */
    Optional<Instant> trustedFrom(Instant now) {
        return trusted.stream().map(Validity::from).filter(now::isBefore).min(Comparator.naturalOrder());
    }

    /** The JCA name of the signature this key makes. */
    String signatureAlgorithm() {
        return signatureAlgorithm(certificate()).orElseThrow();
    }

    private static void requireAuthority(X509Certificate certificate) throws PemException {
        boolean @Nullable [] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
            throw new PemException(
                    "the issuer's certificate is no authority's (CA: true and keyCertSign are expected)");
        }
    }

    private static void requireSameKey(X509Certificate certificate, PrivateKey key) throws PemException {
        String algorithm = signatureAlgorithm(certificate)
                .orElseThrow(() -> new PemException(
                        "the issuer's key must be ECDSA P-256 or P-384, or RSA of at least " + MIN_RSA_BITS + " bits"));
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            byte[] probe = certificate.getSubjectX500Principal().getEncoded();
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException other) {
            // another kind of key: said below
        }
        throw new PemException("the issuer's key does not belong to its certificate");
    }

    private static Optional<String> signatureAlgorithm(X509Certificate certificate) {
        return switch (certificate.getPublicKey()) {
            case ECPublicKey ec ->
                switch (ec.getParams().getOrder().bitLength()) {
                    case 256 -> Optional.of("SHA256withECDSA");
                    case 384 -> Optional.of("SHA384withECDSA");
                    default -> Optional.empty();
                };
            case RSAPublicKey rsa when rsa.getModulus().bitLength() >= MIN_RSA_BITS -> Optional.of("SHA256withRSA");
            default -> Optional.empty();
        };
    }
}
