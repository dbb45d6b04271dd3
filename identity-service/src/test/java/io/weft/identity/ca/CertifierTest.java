package io.weft.identity.ca;

import static io.weft.identity.ca.Authority.NOW;
import static io.weft.identity.ca.Authority.TOKEN;
import static io.weft.identity.ca.Authority.WEB;
import static io.weft.identity.ca.Authority.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestCsr;
import io.weft.testkit.pki.TestIssuer;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CertifierTest {
    private static final TestCsr GOOD = TestCsr.of(WEB);
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;

    private final Authority authority = new Authority();

    static Stream<Arguments> requests() {
        return Stream.of(
                refused("no name", GOOD.withoutNames(), Refusal.REQUEST),
                refused("two names", GOOD.and(GeneralName.dNSName, "other.local"), Refusal.REQUEST),
                refused("the same name twice", GOOD.and(GeneralName.dNSName, WEB), Refusal.REQUEST),
                refused("another name", TestCsr.of("api." + WEB).subject(""), Refusal.REQUEST),
                refused("a wildcard", wildcard(), Refusal.REQUEST),
                refused("upper case", TestCsr.of(WEB.replace("web", "WEB")).subject(""), Refusal.REQUEST),
                refused("a trailing dot", TestCsr.of(WEB + ".").subject(""), Refusal.REQUEST),
                refused("an e-mail name", GOOD.and(GeneralName.rfc822Name, "a@b.local"), Refusal.REQUEST),
                refused("an IP name", GOOD.and(GeneralName.iPAddress, "10.0.0.1"), Refusal.REQUEST),
                refused("a URI name", GOOD.and(GeneralName.uniformResourceIdentifier, "spiffe://x/y"), Refusal.REQUEST),
                refused("a directory name", GOOD.and(GeneralName.directoryName, "CN=x"), Refusal.REQUEST),
                refused(
                        "a URI name only",
                        GOOD.withoutNames().and(GeneralName.uniformResourceIdentifier, "spiffe://x/y"),
                        Refusal.REQUEST),
                refused("another common name", GOOD.subject("CN=other"), Refusal.REQUEST),
                refused("two common names", GOOD.subject("CN=" + WEB + ",CN=other"), Refusal.REQUEST),
                Arguments.of("another key's signature", GOOD.signedBy(KeyKind.P256.generate()), Refusal.REQUEST),
                refused("an RSA key", GOOD.key(KeyKind.RSA2048), Refusal.KEY),
                refused("a P-384 key", GOOD.key(KeyKind.P384), Refusal.KEY),
                refused("an Ed25519 key", GOOD.key(KeyKind.ED25519), Refusal.KEY),
                Arguments.of("no DER", bytes("-----BEGIN CERTIFICATE REQUEST-----"), Refusal.MALFORMED),
                Arguments.of("nothing", new byte[0], Refusal.MALFORMED),
                Arguments.of("more than 16 KiB", new byte[16 * 1024 + 1], Refusal.MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void signingRequestIsRefusedWith(String what, byte[] csr, Refusal refusal) {
        authority.with(authority.anchors.issuerP256());
        assertThat(refusalOf(WEB, TOKEN, csr)).as(what).isEqualTo(refusal);
    }

    static Stream<Arguments> callers() {
        return Stream.of(
                Arguments.of("no identity", "", TOKEN, Refusal.MALFORMED),
                Arguments.of("an identity that is no name", "web shop", TOKEN, Refusal.MALFORMED),
                Arguments.of("an identity in upper case", WEB.replace("web", "Web"), TOKEN, Refusal.MALFORMED),
                Arguments.of("an identity with a trailing dot", WEB + ".", TOKEN, Refusal.MALFORMED),
                Arguments.of("no token", WEB, new byte[0], Refusal.MALFORMED),
                Arguments.of("a token that is none", WEB, bytes("MALFORMED"), Refusal.MALFORMED),
                Arguments.of("a token that is not authentic", WEB, bytes("NOT_AUTHENTIC"), Refusal.TOKEN),
                Arguments.of("a token found fault with", WEB, bytes("INVALID"), Refusal.TOKEN_INVALID),
                Arguments.of("nobody who reviews", WEB, bytes("REVIEWER_AWAY"), Refusal.REVIEWER_AWAY),
                Arguments.of("who does not review", WEB, bytes("NOT_REVIEWED"), Refusal.NOT_REVIEWED),
                Arguments.of("a token of no service account", WEB, bytes("SUBJECT"), Refusal.TOKEN_SUBJECT),
                Arguments.of("no key of tokens", WEB, bytes("NO_KEY"), Refusal.NOT_LOADED),
                Arguments.of("another account's token", WEB, bytes("shop/api"), Refusal.OTHER_IDENTITY),
                Arguments.of("another namespace's token", WEB, bytes("bank/web"), Refusal.OTHER_IDENTITY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callers")
    void callerIsRefusedWith(String what, String identity, byte[] token, Refusal refusal) {
        authority.with(authority.anchors.issuerP256());
        assertThat(refusalOf(identity, token, GOOD.der())).as(what).isEqualTo(refusal);
    }

    @Test
    void tokenOfOneAccountDoesNotCertifyTheNameOfAnother() {
        authority.with(authority.anchors.issuerP256());
        String api = WEB.replace("web", "api");
        assertThat(refusalOf(api, TOKEN, TestCsr.of(api).der())).isEqualTo(Refusal.OTHER_IDENTITY);
    }

    /** RFC 5280 bounds a common name at 64; sidecars write longer ones all the same. */
    @Test
    void nameOfAnyLengthIsCertified() throws Exception {
        authority.with(authority.anchors.issuerP256());
        String account = "w".repeat(63);
        String namespace = "n".repeat(63);
        String name = account + "." + namespace + ".serviceaccount.identity.linkerd.cluster.local";
        X509Certificate leaf = authority
                .certifier
                .certify(
                        name, bytes(namespace + "/" + account), TestCsr.of(name).der())
                .leaf();
        assertThat(leaf.getSubjectAlternativeNames()).hasToString("[[2, " + name + "]]");
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
    }

    @Test
    void nothingIsCertifiedBeforeAnIssuerIsRead() {
        assertThat(refusalOf(WEB, TOKEN, GOOD.der())).isEqualTo(Refusal.NOT_LOADED);
    }

    @Test
    void emptySubjectIsAllowedAndMakesTheNameCritical() {
        authority.with(authority.anchors.issuerP256());
        X509Certificate leaf = authority.certify(GOOD.subject("").der()).leaf();

        assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
        assertThat(leaf.getCriticalExtensionOIDs()).contains("2.5.29.17");
    }

    @ParameterizedTest
    @EnumSource(value = KeyKind.class, names = "ED25519", mode = EnumSource.Mode.EXCLUDE)
    void leafOfEveryKindOfIssuerVerifies(KeyKind kind) throws Exception {
        authority.with(authority.anchors.issuer(kind));
        Certified certified = authority.certify(GOOD.der());

        assertThat(certified.leaf().getSigAlgName()).isEqualTo(kind.signature());
        verify(certified, authority.anchors.anchors().getFirst());
    }

    static Stream<Arguments> anchorsAndIssuers() {
        List<KeyKind> kinds = List.of(KeyKind.P256, KeyKind.P384, KeyKind.RSA2048);
        return kinds.stream().flatMap(anchor -> kinds.stream().map(issuer -> Arguments.of(anchor, issuer)));
    }

    @ParameterizedTest
    @MethodSource("anchorsAndIssuers")
    void leafOfAnIssuerLeadsToAnAnchorOfAnyKind(KeyKind anchor, KeyKind issuer) throws Exception {
        TestAuthority other = TestAuthority.create(anchor, NOW);
        authority.with(Pem.of(other.anchors()), other.issuer(issuer));
        verify(authority.certify(GOOD.der()), other.anchors().getFirst());
    }

    @Test
    void leafSaysWhatTheReferenceSays() throws Exception {
        authority.with(authority.anchors.issuerP256());
        X509Certificate leaf = authority.certify(GOOD.der()).leaf();

        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=" + WEB);
        assertThat(leaf.getSubjectAlternativeNames()).hasToString("[[2, " + WEB + "]]");
        assertThat(leaf.getPublicKey()).isEqualTo(GOOD.key().getPublic());
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(usages(leaf)).containsExactly(DIGITAL_SIGNATURE, KEY_ENCIPHERMENT);
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getNotBefore().toInstant()).isEqualTo(NOW.minusSeconds(20));
        assertThat(leaf.getNotAfter().toInstant())
                .isEqualTo(NOW.plus(Duration.ofHours(24)).plusSeconds(20));
    }

    @Test
    void serialNumbersCountUpFromOne() {
        authority.with(authority.anchors.issuerP256());
        assertThat(authority.certify(GOOD.der()).leaf().getSerialNumber()).isEqualTo(BigInteger.ONE);
        assertThat(authority.certify(GOOD.der()).leaf().getSerialNumber()).isEqualTo(BigInteger.TWO);
    }

    @Test
    void leafEndsWithItsIssuer() {
        authority.with(authority.anchors.issuer(KeyKind.P256, Duration.ofHours(3)));
        Certified certified = authority.certify(GOOD.der());

        assertThat(certified.validUntil()).isEqualTo(NOW.plus(Duration.ofHours(3)));
        assertThat(certified.leaf().getNotAfter().toInstant()).isEqualTo(certified.validUntil());
    }

    @Test
    void leafEndsWithTheFirstOfItsIssuersChainToEnd() {
        TestIssuer middle = authority.anchors.issuer(KeyKind.P256, Duration.ofHours(2));
        authority.with(middle.subordinate(KeyKind.P256, Duration.ofHours(5)));
        assertThat(authority.certify(GOOD.der()).validUntil()).isEqualTo(NOW.plus(Duration.ofHours(2)));
    }

    @Test
    void answerHasTheIssuersInOrderWithoutTheAnchor() {
        TestIssuer middle = authority.anchors.issuerRsa();
        TestIssuer issuer = middle.subordinate(KeyKind.P256, Duration.ofDays(9));
        List<X509Certificate> withAnchor = new ArrayList<>(issuer.chain());
        withAnchor.addAll(authority.anchors.anchors());
        authority.with(new TestIssuer(issuer.key(), withAnchor, NOW));

        assertThat(authority.certify(GOOD.der()).intermediates())
                .isEqualTo(List.of(issuer.certificate(), middle.certificate()));
    }

    @Test
    void anchorMayBeTheIssuerItself() throws Exception {
        authority.with(authority.anchors.anchorAsIssuer());
        Certified certified = authority.certify(GOOD.der());

        assertThat(certified.intermediates()).isEmpty();
        verify(certified, authority.anchors.anchors().getFirst());
    }

    @Test
    void issuerWhoseTimeIsOverCertifiesNothing() {
        authority.with(authority.anchors.issuer(KeyKind.P256, Duration.ofHours(1)));
        authority.clock.advance(Duration.ofHours(1).plusSeconds(1));
        assertThat(refusalOf(WEB, TOKEN, GOOD.der())).isEqualTo(Refusal.ISSUER_UNTRUSTED);
    }

    private Refusal refusalOf(String identity, byte[] token, byte[] csr) {
        CertifyException refused =
                catchThrowableOfType(CertifyException.class, () -> authority.certifier.certify(identity, token, csr));
        assertThat(refused).as("it was certified").isNotNull();
        return refused.refusal();
    }

    private static Arguments refused(String what, TestCsr csr, Refusal refusal) {
        return Arguments.of(what, csr.der(), refusal);
    }

    private static TestCsr wildcard() {
        return TestCsr.of("*.shop.serviceaccount.identity.linkerd.cluster.local")
                .subject("");
    }

    private static List<Integer> usages(X509Certificate leaf) {
        boolean[] usage = leaf.getKeyUsage();
        return Stream.iterate(0, i -> i < usage.length, i -> i + 1)
                .filter(i -> usage[i])
                .toList();
    }

    private static void verify(Certified certified, X509Certificate anchor) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>(List.of(certified.leaf()));
        chain.addAll(certified.intermediates());
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }
}
