package io.weft.cli.install;

import io.weft.cli.machine.MachineException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What signs workloads' certificates, and what they are believed by; PEM. The key is never printed but into the Secret.
 *
 * @param anchors what is trusted
 * @param certificate the issuer's, and what leads from it to an anchor
 * @param key the issuer's
 */
record Issuer(String anchors, String certificate, String key) {
    private static final int P256_BITS = 256;
    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final Duration SKEW = Duration.ofSeconds(10);

    /** A fresh root that signs by itself. */
    static Issuer make(String name, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            X500Principal subject = new X500Principal("CN=" + name);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    subject,
                    new BigInteger(63, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(now.minus(SKEW)),
                    Date.from(now.plus(LIFETIME).plus(SKEW)),
                    subject,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            String certificate =
                    pem(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return new Issuer(certificate, certificate, pem(pair));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Refuses what no proxy could use.
     *
     * @throws MachineException saying what is wrong
     */
    void verify(Instant now) {
        X509Certificate issuer =
                certificates("the issuer's certificate", certificate).getFirst();
        require(issuer.getBasicConstraints() >= 0, "the issuer's certificate may not sign others: it is no CA");
        require(
                issuer.getPublicKey() instanceof ECPublicKey ec
                        && ec.getParams().getOrder().bitLength() == P256_BITS,
                "the issuer's key is not ECDSA P-256");
        require(!now.isBefore(issuer.getNotBefore().toInstant()), "the issuer's certificate is not valid yet");
        require(now.isBefore(issuer.getNotAfter().toInstant()), "the issuer's certificate has expired");
        require(signs(issuer), "the issuer's key is not its certificate's");
        List<X509Certificate> known = certificates("the trust anchors", anchors);
        List<X509Certificate> chain = certificates("the issuer's certificate", certificate);
        require(
                chain.stream().anyMatch(link -> known.stream().anyMatch(anchor -> isSignedBy(link, anchor))),
                "the issuer's certificate was not signed by the trust anchors");
    }

    private boolean signs(X509Certificate issuer) {
        try (PEMParser parser = new PEMParser(new StringReader(key))) {
            PrivateKeyInfo info = null;
            for (Object read = parser.readObject(); read != null && info == null; read = parser.readObject()) {
                info = switch (read) {
                    case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                    case PrivateKeyInfo alone -> alone;
                    default -> null;
                };
            }
            if (info == null) {
                throw new MachineException("the issuer's key is no PEM");
            }
            PrivateKey secret =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
            byte[] sample = {1, 2, 3};
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(secret);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(issuer.getPublicKey());
            signature.update(sample);
            return signature.verify(signed);
        } catch (IOException | GeneralSecurityException e) {
            throw new MachineException("the issuer's key cannot be used: it is no ECDSA key as PEM", e);
        }
    }

    private static boolean isSignedBy(X509Certificate link, X509Certificate anchor) {
        if (link.equals(anchor)) {
            return true;
        }
        try {
            link.verify(anchor.getPublicKey());
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    /** All certificates of a PEM text; at least one. {@code what} it is, for complaints. */
    static List<X509Certificate> certificates(String what, String text) {
        List<X509Certificate> found = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object read = parser.readObject(); read != null; read = parser.readObject()) {
                if (read instanceof X509CertificateHolder holder) {
                    found.add(new JcaX509CertificateConverter().getCertificate(holder));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new MachineException(what + " cannot be read as PEM", e);
        }
        require(!found.isEmpty(), what + " holds no PEM certificate");
        return found;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MachineException(otherwise);
        }
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    object instanceof KeyPair pair ? new JcaPKCS8Generator(pair.getPrivate(), null) : object);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "Issuer[" + certificate.length() + " characters]";
    }
}
