package io.weft.identity.ca;

import io.weft.core.WorkloadIdentity;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A workload's PKCS#10 request, and the rules it must keep.
 *
 * @see "control-plane, 4: CSR rules"
 */
final class SigningRequest {
    private static final int MAX_BYTES = 16 * 1024;

    private final PKCS10CertificationRequest csr;

    private SigningRequest(PKCS10CertificationRequest csr) {
        this.csr = csr;
    }

    /** @throws CertifyException {@link Refusal#MALFORMED} if {@code der} is not PKCS#10, or longer than 16 KiB */
    static SigningRequest parse(byte[] der) {
        if (der.length > MAX_BYTES) {
            throw new CertifyException(Refusal.MALFORMED, "the signing request is longer than 16 KiB");
        }
        try {
            return new SigningRequest(new PKCS10CertificationRequest(der));
        } catch (IOException | RuntimeException e) {
            throw new CertifyException(Refusal.MALFORMED, "the signing request is not PKCS#10 in DER", e);
        }
    }

    /**
     * Checks that the request asks for {@code identity} and nothing else, and was signed by the key it carries.
     *
     * @throws CertifyException {@link Refusal#REQUEST} if not
     */
    void requireAsksFor(WorkloadIdentity identity) {
        try {
            requireCommonName(identity);
            requireOneName(identity);
            requireSignature();
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException lazilyParsed) {
            throw new CertifyException(
                    Refusal.REQUEST, "the signing request is refused: a part of it is malformed", lazilyParsed);
        }
    }

    /** @throws CertifyException {@link Refusal#KEY} if the key is not ECDSA on the named curve P-256 */
    SubjectPublicKeyInfo requireP256Key() {
        AlgorithmIdentifier algorithm = csr.getSubjectPublicKeyInfo().getAlgorithm();
        if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                || !SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
            throw new CertifyException(Refusal.KEY, "the key to certify is not ECDSA P-256");
        }
        return csr.getSubjectPublicKeyInfo();
    }

    X500Name subject() {
        return csr.getSubject();
    }

    private void requireCommonName(WorkloadIdentity identity) {
        List<String> names = Arrays.stream(csr.getSubject().getRDNs(BCStyle.CN))
                .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
                .filter(value -> value.getType().equals(BCStyle.CN))
                .map(value -> IETFUtils.valueToString(value.getValue()))
                .toList();
        require(
                names.isEmpty() || names.equals(List.of("")) || names.equals(List.of(identity.name())),
                "its common name is neither empty nor " + identity);
    }

    private void requireOneName(WorkloadIdentity identity) {
        List<GeneralName> names = names();
        require(
                names.stream().allMatch(name -> name.getTagNo() == GeneralName.dNSName),
                "it asks for names other than DNS names (e-mail, IP and URI names are refused)");
        require(
                names.size() == 1 && names.getFirst().getName().toString().equals(identity.name()),
                "exactly one DNS name is expected, " + identity);
    }

    private List<GeneralName> names() {
        int attributes = csr.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest).length;
        require(attributes <= 1, "it has several lists of extensions");
        Extensions extensions = attributes == 0 ? null : csr.getRequestedExtensions();
        if (extensions == null || extensions.getExtension(Extension.subjectAlternativeName) == null) {
            return List.of();
        }
        return List.of(GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName)
                .getNames());
    }

    private void requireSignature() {
        boolean good;
        try {
            good = csr.isSignatureValid(new JcaContentVerifierProviderBuilder().build(csr.getSubjectPublicKeyInfo()));
        } catch (OperatorCreationException | PKCSException | RuntimeException unreadable) {
            good = false;
        }
        require(good, "it is not signed by the key it carries");
    }

    private static void require(boolean good, String otherwise) {
        if (!good) {
            throw new CertifyException(Refusal.REQUEST, "the signing request is refused: " + otherwise);
        }
    }
}
