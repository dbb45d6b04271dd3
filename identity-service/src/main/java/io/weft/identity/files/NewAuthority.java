package io.weft.identity.files;

import io.weft.identity.ca.NewKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a P-256 anchor that signs itself and a P-256 issuer it vouches for, both for 365 days.
 *
 * @see "control-plane, 4.1: certificates"
 */
final class NewAuthority {
    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final String name;
    private final Clock clock;

    /** @param name the anchor's common name */
    NewAuthority(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    record Made(X509Certificate anchor, X509Certificate issuer, PrivateKey issuerKey) {}

    Made make() {
        KeyPair anchorKey = NewKeys.p256();
        KeyPair issuerKey = NewKeys.p256();
        X500Name anchorName = new X500Name("CN=" + name);
        X500Name issuerName = new X500Name("CN=issuer." + name);
        X509Certificate anchor = certificate(anchorName, anchorKey.getPublic(), anchorName, anchorKey, 1);
        X509Certificate issuer = certificate(issuerName, issuerKey.getPublic(), anchorName, anchorKey, 0);
        return new Made(anchor, issuer, issuerKey.getPrivate());
    }

    private X509Certificate certificate(
            X500Name subject, PublicKey key, X500Name signer, KeyPair signingKey, int authoritiesBelow) {
        Instant now = clock.instant();
        try {
            var extensions = new JcaX509ExtensionUtils();
            var builder = new JcaX509v3CertificateBuilder(
                            signer,
                            new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
                            Date.from(now.minus(SKEW)),
                            Date.from(now.plus(LIFETIME).plus(SKEW)),
                            subject,
                            key)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(signingKey.getPublic()));
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(signingKey.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make the certificate of " + subject, e);
        }
    }
}
