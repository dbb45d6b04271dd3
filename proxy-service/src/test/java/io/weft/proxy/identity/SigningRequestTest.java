package io.weft.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.WorkloadIdentity;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.TestCsr;
import java.security.KeyPair;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningRequestTest {
    private static final String NAME = "web.shop.serviceaccount.identity.linkerd.cluster.local";

    private final KeyPair pair = KeyKind.P256.generate();

    @ParameterizedTest
    @ValueSource(strings = {NAME, "a", "linkerd-destination.linkerd.serviceaccount.identity.linkerd.cluster.local"})
    void requestSaysWhatTheIdentityServiceWants(String name) throws Exception {
        byte[] der = SigningRequest.of(new WorkloadIdentity(name), pair).der();
        PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);

        assertThat(request.getSubject().toString()).isEqualTo("CN=" + name);
        assertThat(names(request).getNames()).containsExactly(new GeneralName(GeneralName.dNSName, name));
        assertThat(request.getSubjectPublicKeyInfo().getEncoded())
                .isEqualTo(pair.getPublic().getEncoded());
        assertThat(request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(pair.getPublic())))
                .isTrue();
        assertThat(request.getSignatureAlgorithm().getAlgorithm().getId()).isEqualTo("1.2.840.10045.4.3.2");
        assertThat(request.getEncoded()).isEqualTo(der);
    }

    @Test
    void requestIsReadBackAsItWasMade() throws Exception {
        SigningRequest read = SigningRequest.read(
                SigningRequest.of(new WorkloadIdentity(NAME), pair).der());

        assertThat(read.dnsNames()).containsExactly(NAME);
        assertThat(read.publicKey()).isEqualTo(pair.getPublic());
    }

    @Test
    void requestOfAnotherProgramIsRead() {
        TestCsr foreign =
                TestCsr.of(NAME).and(GeneralName.dNSName, "second.example").and(GeneralName.iPAddress, "10.0.0.1");

        SigningRequest read = SigningRequest.read(foreign.der());

        assertThat(read.dnsNames()).containsExactly(NAME, "second.example");
        assertThat(read.publicKey()).isEqualTo(foreign.key().getPublic());
    }

    @Test
    void requestSignedByAnotherKeyIsRefused() {
        byte[] der = TestCsr.of(NAME).signedBy(KeyKind.P256.generate());

        assertThatThrownBy(() -> SigningRequest.read(der)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestForAnotherKindOfKeyIsRefused() {
        byte[] der = TestCsr.of(NAME).key(KeyKind.RSA2048).der();

        assertThatThrownBy(() -> SigningRequest.read(der)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noSpoiltRequestIsReadAndNoneDoesWorseThanBeingRefused() throws Exception {
        byte[] der = SigningRequest.of(new WorkloadIdentity(NAME), pair).der();

        for (int at = 0; at < der.length; at++) {
            byte[] spoilt = der.clone();
            spoilt[at] ^= 0x11;
            byte[] cut = Arrays.copyOf(der, at);
            assertThatThrownBy(() -> SigningRequest.read(spoilt))
                    .as("spoilt at %s", at)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> SigningRequest.read(cut))
                    .as("cut at %s", at)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static GeneralNames names(PKCS10CertificationRequest request) {
        return GeneralNames.fromExtensions(request.getRequestedExtensions(), Extension.subjectAlternativeName);
    }

    @Test
    void requestHasOneAttribute() throws Exception {
        byte[] der = SigningRequest.of(new WorkloadIdentity(NAME), pair).der();

        assertThat(new PKCS10CertificationRequest(der).getAttributes())
                .singleElement()
                .satisfies(attribute -> assertThat(attribute.getAttrType())
                        .isEqualTo(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest));
    }
}
