package io.weft.identity.pem;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** Reads and writes PEM. Keys may be PKCS#8, SEC 1 ({@code EC PRIVATE KEY}) or PKCS#1 ({@code RSA PRIVATE KEY}). */
public final class PemText {
    private PemText() {}

    /**
     * Every certificate of {@code text}, in order.
     *
     * @throws PemException if there is none, or something else among them
     */
    public static List<X509Certificate> certificates(String text) throws PemException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object entry : entries(text)) {
            if (!(entry instanceof X509CertificateHolder holder)) {
                throw new PemException("something other than a certificate stands among the certificates");
            }
            try {
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
            } catch (GeneralSecurityException e) {
                throw new PemException("a certificate cannot be read: " + e.getMessage(), e);
            }
        }
        if (certificates.isEmpty()) {
            throw new PemException("there is no certificate in it (PEM is expected)");
        }
        return List.copyOf(certificates);
    }

    /**
     * The only private key of {@code text}.
     *
     * @throws PemException if there is none, more than one, or an encrypted one
     */
    public static PrivateKey privateKey(String text) throws PemException {
        List<PrivateKey> keys = new ArrayList<>();
        for (Object entry : entries(text)) {
            keys.add(key(entry));
        }
        if (keys.size() != 1) {
            throw new PemException("one private key is expected, " + keys.size() + " found (PEM is expected)");
        }
        return keys.getFirst();
    }

    /** Keys as PKCS#8 and certificates, one after the other. */
    public static String write(Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(
                        object instanceof PrivateKey key ? new PemObject("PRIVATE KEY", key.getEncoded()) : object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static PrivateKey key(Object entry) throws PemException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try {
            return switch (entry) {
                case PrivateKeyInfo info -> converter.getPrivateKey(info);
                case PEMKeyPair pair -> converter.getPrivateKey(plain(pair.getPrivateKeyInfo()));
                default -> throw new PemException("a plain private key is expected; encrypted keys are not supported");
            };
        } catch (IOException e) {
            throw new PemException("the private key cannot be read: " + e.getMessage(), e);
        }
    }

    /** SEC 1 names the curve within an EC key; the JDK wants it in the algorithm, and nowhere else. */
    private static PrivateKeyInfo plain(PrivateKeyInfo info) throws IOException {
        if (!info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return info;
        }
        ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
        ASN1Encodable within = key.getParametersObject();
        ASN1Encodable curve = within == null ? info.getPrivateKeyAlgorithm().getParameters() : within;
        if (curve == null) {
            throw new IOException("the key does not name its curve; write it as PKCS#8");
        }
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve),
                new ECPrivateKey(bits(key), key.getKey()));
    }

    private static int bits(ECPrivateKey key) {
        ASN1OctetString octets = (ASN1OctetString) ((ASN1Sequence) key.toASN1Primitive()).getObjectAt(1);
        return octets.getOctets().length * Byte.SIZE;
    }

    private static List<Object> entries(String text) throws PemException {
        List<Object> entries = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (@Nullable Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                if (!(entry instanceof ASN1ObjectIdentifier)) { // "EC PARAMETERS", before a key
                    entries.add(entry);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new PemException("it is not PEM", e);
        }
        return entries;
    }
}
