package io.weft.identity.ca;

import io.weft.core.WorkloadIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes leaves. Serial numbers count up from 1 in each process; nothing in a mesh tells leaves apart by them.
 *
 * @see "wire-behaviour, 2: issued leaf"
 */
final class LeafSigner {
    private static final KeyPurposeId[] PURPOSES = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};

    private final AtomicLong serial = new AtomicLong();

    /** @throws CertifyException {@link Refusal#KEY} for an unsupported key, {@link Refusal#SIGNING} if signing fails */
    X509Certificate sign(Issuer issuer, SigningRequest request, WorkloadIdentity identity, Validity validity) {
        return sign(
                issuer,
                request.subject(),
                request.requireP256Key(),
                new GeneralNames(new GeneralName(GeneralName.dNSName, identity.name())),
                new ExtendedKeyUsage(PURPOSES),
                validity);
    }

    /**
     * A leaf with which a server proves its names, and a client nothing.
     *
     * @throws CertifyException {@link Refusal#SIGNING} if signing fails
     */
    X509Certificate signServer(Issuer issuer, PublicKey key, List<String> names, Validity validity) {
        return sign(
                issuer,
                new X500Name(new RDN[0]),
                SubjectPublicKeyInfo.getInstance(key.getEncoded()),
                new GeneralNames(names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)),
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth),
                validity);
    }

    private X509Certificate sign(
            Issuer issuer,
            X500Name subject,
            SubjectPublicKeyInfo key,
            GeneralNames names,
            ExtendedKeyUsage purposes,
            Validity validity) {
        var builder = new X509v3CertificateBuilder(
                X500Name.getInstance(
                        issuer.certificate().getSubjectX500Principal().getEncoded()),
                BigInteger.valueOf(serial.incrementAndGet()),
                Date.from(validity.from()),
                Date.from(validity.until()),
                subject,
                key);
        try {
            builder.addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                    .addExtension(Extension.extendedKeyUsage, false, purposes)
                    .addExtension(Extension.subjectAlternativeName, subject.getRDNs().length == 0, names);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder(issuer.signatureAlgorithm()).build(issuer.key())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new CertifyException(Refusal.SIGNING, "the leaf cannot be signed", e);
        }
    }
}
