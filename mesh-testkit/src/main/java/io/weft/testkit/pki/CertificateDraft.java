package io.weft.testkit.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate in the making: names, times and extensions, everything but keys. */
final class CertificateDraft {
    private final X500Name subject;
    private final Instant notBefore;
    private final Instant notAfter;
    private final List<Extension> extensions = new ArrayList<>();

    CertificateDraft(String commonName, Instant notBefore, Instant notAfter) {
        this.subject = new X500Name(commonName.isEmpty() ? "" : "CN=" + commonName);
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    CertificateDraft authority() {
        add(Extension.basicConstraints, true, new BasicConstraints(true));
        add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return this;
    }

    CertificateDraft leaf(List<GeneralName> names, List<KeyPurposeId> purposes) {
        if (!names.isEmpty()) {
            add(Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
        return this;
    }

    X509Certificate selfSigned(KeyPair key, KeyKind kind) {
        return sign(key.getPrivate(), kind.signature(), subject, key.getPublic());
    }

    X509Certificate signedBy(PrivateKey key, X509Certificate issuer, PublicKey publicKey) {
        X500Name name = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
        return sign(key, signature(key), name, publicKey);
    }

    private X509Certificate sign(PrivateKey key, String signature, X500Name issuer, PublicKey publicKey) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(63, ThreadLocalRandom.current()).add(BigInteger.ONE),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    subject,
                    publicKey);
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(key)));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign the certificate of " + subject, e);
        }
    }

    private static String signature(PrivateKey key) {
        return switch (key) {
            case ECKey ec when ec.getParams().getCurve().getField().getFieldSize() == 384 -> KeyKind.P384.signature();
            case ECKey _ -> KeyKind.P256.signature();
            case PrivateKey other when other.getAlgorithm().equals("RSA") -> KeyKind.RSA2048.signature();
            default -> KeyKind.ED25519.signature();
        };
    }

    private void add(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            extensions.add(Extension.create(id, critical, value));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
