package io.weft.identity.ca;

import io.weft.core.WorkloadIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
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
        var builder = new X509v3CertificateBuilder(
                X500Name.getInstance(
                        issuer.certificate().getSubjectX500Principal().getEncoded()),
                BigInteger.valueOf(serial.incrementAndGet()),
                Date.from(validity.from()),
                Date.from(validity.until()),
                request.subject(),
                request.requireP256Key());
        GeneralNames name = new GeneralNames(new GeneralName(GeneralName.dNSName, identity.name()));
        try {
            builder.addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(PURPOSES))
                    .addExtension(
                            Extension.subjectAlternativeName, request.subject().getRDNs().length == 0, name);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder(issuer.signatureAlgorithm()).build(issuer.key())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new CertifyException(Refusal.SIGNING, "the leaf cannot be signed", e);
        }
    }
}
