package io.weft.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.WorkloadIdentity;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.LeafSpec;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestIssuer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertifiedChainTest {
    private static final String NAME = "web.shop.serviceaccount.identity.linkerd.cluster.local";

    private final TestAuthority authority = TestAuthority.create();
    private final Instant now = Instant.now();

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void chainOfAnyIssuerIsAccepted(KeyKind issuer) throws Exception {
        Leaf leaf = authority.issuer(issuer).leaf(NAME);

        assertThat(accept(leaf, leaf.intermediates())).isEqualTo(leaf.chain());
    }

    @Test
    void leafOfTheAnchorItselfIsAccepted() throws Exception {
        Leaf leaf = authority.anchorAsIssuer().leaf(NAME);

        assertThat(accept(leaf, List.of())).containsExactly(leaf.certificate());
    }

    @Test
    void anchorInTheAnswerIsLeftOut() throws Exception {
        Leaf leaf = authority.leaf(NAME);
        List<X509Certificate> issuers = new ArrayList<>(leaf.intermediates());
        issuers.addAll(authority.anchors());

        assertThat(accept(leaf, issuers)).isEqualTo(leaf.chain());
    }

    @Test
    void longerChainIsAccepted() throws Exception {
        Leaf leaf = authority
                .issuerP256()
                .subordinate(KeyKind.P384, Duration.ofDays(1))
                .leaf(NAME);

        assertThat(accept(leaf, leaf.intermediates())).hasSize(3);
    }

    @Test
    void strangersChainIsRefused() {
        Leaf leaf = TestAuthority.create().leaf(NAME);

        refused(leaf, leaf.intermediates(), "does not lead to a trust anchor");
    }

    @Test
    void chainWithAGapIsRefused() {
        refused(authority.leaf(NAME), List.of(), "does not lead to a trust anchor");
    }

    @Test
    void expiredLeafIsRefused() {
        Leaf leaf = authority.expiredLeaf(NAME);

        refused(leaf, leaf.intermediates(), "does not lead to a trust anchor");
    }

    @Test
    void expiredIssuerIsRefused() {
        Leaf leaf = authority.issuer(KeyKind.P256, Duration.ofHours(-1)).leaf(NAME);

        refused(leaf, leaf.intermediates(), "does not lead to a trust anchor");
    }

    @Test
    void leafThatSignsLeavesIsRefused() {
        Leaf middle = authority.leaf("middle.example");
        Leaf leaf = new TestIssuer(middle.key(), middle.chain(), now).leaf(NAME);

        refused(leaf, leaf.intermediates(), "does not lead to a trust anchor");
    }

    @Test
    void leafForAnotherNameIsRefused() {
        for (Leaf leaf : List.of(
                authority.leaf("other.example"),
                authority.wildcardLeaf(NAME.substring(NAME.indexOf('.') + 1)),
                authority.commonNameOnlyLeaf(NAME),
                authority.leaf(LeafSpec.of(NAME).dnsNames(NAME + ".")))) {
            refused(leaf, leaf.intermediates(), "does not name " + NAME);
        }
    }

    @Test
    void leafForAnotherKeyIsRefused() {
        Leaf leaf = authority.leaf(NAME);
        CertifiedChain judge = new CertifiedChain(
                new WorkloadIdentity(NAME), KeyKind.P256.generate().getPublic(), authority.anchors());

        assertThatThrownBy(() -> judge.accept(der(leaf.certificate()), List.of(), now))
                .isInstanceOf(CertifyException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void bytesThatAreNoCertificateAreRefused() throws Exception {
        Leaf leaf = authority.leaf(NAME);
        byte[] good = der(leaf.certificate());
        byte[] twice = new byte[good.length * 2];
        System.arraycopy(good, 0, twice, 0, good.length);
        System.arraycopy(good, 0, twice, good.length, good.length);

        for (byte[] bad : List.of(new byte[0], new byte[] {1}, twice)) {
            assertThatThrownBy(() -> judge(leaf).accept(bad, List.of(), now)).isInstanceOf(CertifyException.class);
        }
    }

    private void refused(Leaf leaf, List<X509Certificate> issuers, String why) {
        assertThatThrownBy(() -> accept(leaf, issuers))
                .isInstanceOf(CertifyException.class)
                .hasMessageContaining(why);
    }

    private List<X509Certificate> accept(Leaf leaf, List<X509Certificate> issuers) throws Exception {
        List<byte[]> ders = new ArrayList<>();
        for (X509Certificate issuer : issuers) {
            ders.add(der(issuer));
        }
        return judge(leaf).accept(der(leaf.certificate()), ders, now);
    }

    private CertifiedChain judge(Leaf leaf) {
        return new CertifiedChain(new WorkloadIdentity(NAME), leaf.certificate().getPublicKey(), authority.anchors());
    }

    private static byte[] der(X509Certificate certificate) throws CertificateEncodingException {
        return certificate.getEncoded();
    }
}
