package io.weft.identity.ca;

import static io.weft.identity.ca.Authority.NOW;
import static io.weft.identity.ca.Authority.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.LeafSpec;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestCsr;
import io.weft.testkit.pki.TestIssuer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IssuerReloadTest {
    private static final byte[] CSR = TestCsr.of(WEB).der();

    private final Authority authority = new Authority();
    private final TestIssuer first = authority.anchors.issuerP256();

    @Test
    void newPairSignsFromThenOn() {
        authority.with(first).with(authority.anchors.issuerP384());

        assertThat(signer()).isEqualTo(authority.anchors.issuerP384().certificate());
        assertThat(authority.reloads.loaded).isEqualTo(2);
    }

    @Test
    void samePairAgainIsNoReload() {
        authority.with(first).with(first);
        assertThat(authority.reloads.loaded).isEqualTo(1);
    }

    /** A pair from an authority. */
    interface Pair extends Function<TestAuthority, TestIssuer> {}

    static Stream<Arguments> badPairs() {
        Pair stranger = _ -> TestAuthority.create(KeyKind.P256, NOW).issuerP256();
        Pair expired = anchors -> anchors.issuer(KeyKind.P256, Duration.ofMinutes(-1));
        Pair mixed = anchors ->
                new TestIssuer(anchors.issuerP384().key(), anchors.issuerP256().chain(), NOW);
        Pair mixedKinds = anchors ->
                new TestIssuer(anchors.issuerRsa().key(), anchors.issuerP256().chain(), NOW);
        Pair leaf = anchors -> {
            Leaf workload = anchors.leaf(LeafSpec.of(WEB));
            return new TestIssuer(workload.key(), workload.chain(), NOW);
        };
        Pair ed25519 = anchors -> anchors.issuer(KeyKind.ED25519);
        return Stream.of(
                Arguments.of("a stranger's", stranger),
                Arguments.of("expired", expired),
                Arguments.of("another certificate's key", mixed),
                Arguments.of("another kind of key", mixedKinds),
                Arguments.of("a workload's leaf", leaf),
                Arguments.of("of an unsupported kind", ed25519));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPairs")
    void badPairIsSkippedAndTheOldOneKeepsSigning(String what, Pair pair) {
        authority.with(first).with(pair.apply(authority.anchors));

        assertThat(signer()).as(what).isEqualTo(first.certificate());
        assertThat(authority.reloads.skipped).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPairs")
    void badPairAtTheStartIsNotLoaded(String what, Pair pair) {
        authority.with(pair.apply(authority.anchors));
        assertThat(refusal()).as(what).isEqualTo(Refusal.NOT_LOADED);
        assertThat(authority.issuers.problem()).isPresent();
    }

    @Test
    void pairWhoseTimeIsStillToComeIsUsedFromThenOn() {
        authority.clock.advance(Duration.ofDays(-1));
        authority.with(first);
        authority.issuers.recheck();
        assertThat(authority.issuers.problem())
                .hasValueSatisfying(why -> assertThat(why).contains("is not valid before"));

        authority.clock.advance(Duration.ofDays(1));
        authority.issuers.recheck();
        authority.issuers.recheck();
        assertThat(signer()).isEqualTo(first.certificate());
        assertThat(authority.reloads.loaded).isEqualTo(1);
    }

    @Test
    void textThatIsNoPemIsSkipped() {
        authority.with(first);
        authority.issuers.update(anchorsOf(authority.anchors), Optional.of("half a cert"), Optional.of("half a key"));

        assertThat(signer()).isEqualTo(first.certificate());
        assertThat(authority.reloads.skipped).isEqualTo(1);
    }

    @Test
    void missingFilesKeepTheOldPair() {
        authority.with(first);
        authority.issuers.update(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(signer()).isEqualTo(first.certificate());
    }

    @Test
    void bundleMayHoldSeveralAnchorsAndAnyOfThemWillDo() {
        TestAuthority next = TestAuthority.create(KeyKind.RSA2048, NOW);
        List<X509Certificate> both = new ArrayList<>(authority.anchors.anchors());
        both.addAll(next.anchors());

        authority.with(Pem.of(both), first);
        assertThat(signer()).isEqualTo(first.certificate());
        authority.with(Pem.of(both), next.issuerP256());
        assertThat(signer()).isEqualTo(next.issuerP256().certificate());
    }

    @Test
    void bundleThatDisownsTheIssuerStopsIt() {
        authority.with(first);
        authority.with(Pem.of(TestAuthority.create(KeyKind.P256, NOW).anchors()), first);

        assertThat(refusal()).isEqualTo(Refusal.ISSUER_UNTRUSTED);
        assertThat(authority.issuers.problem()).isPresent();
    }

    @Test
    void bundleThatCannotBeReadChangesNothing() {
        authority.with(first).with("no bundle", first);
        assertThat(signer()).isEqualTo(first.certificate());
        assertThat(authority.issuers.anchors().get().orElseThrow().certificates())
                .isEqualTo(authority.anchors.anchors());
    }

    @Test
    void equalBundlesHaveEqualVersions() throws Exception {
        String bundle = Pem.of(authority.anchors.anchors());
        assertThat(TrustAnchors.parse(bundle + bundle).version())
                .isEqualTo(TrustAnchors.parse(bundle).version())
                .hasSize(64);
        assertThat(TrustAnchors.parse(Pem.of(TestAuthority.create().anchors())).version())
                .isNotEqualTo(TrustAnchors.parse(bundle).version());
    }

    @Test
    void issuerBelowAnAuthorityThatMayHaveNoneBelowIsRefused() {
        TestIssuer tooDeep = new ShortPath(NOW).issuerBelowIssuer(0);
        authority.with(Pem.of(tooDeep.chain().getLast()), tooDeep);
        assertThat(refusal()).isEqualTo(Refusal.NOT_LOADED);

        TestIssuer allowed = new ShortPath(NOW).issuerBelowIssuer(1);
        authority.with(Pem.of(allowed.chain().getLast()), allowed);
        assertThat(signer()).isEqualTo(allowed.certificate());
    }

    @Test
    void timeLeftIsTold() {
        assertThat(authority.reloads.ttl()).isNull();
        authority.with(authority.anchors.issuer(KeyKind.P256, Duration.ofHours(4)));
        authority.clock.advance(Duration.ofHours(1));
        assertThat(authority.reloads.ttl()).isEqualTo(Duration.ofHours(3));
    }

    private X509Certificate signer() {
        return authority.certify(CSR).intermediates().getFirst();
    }

    private Refusal refusal() {
        CertifyException refused = catchThrowableOfType(CertifyException.class, () -> authority.certify(CSR));
        assertThat(refused).as("it was certified").isNotNull();
        return refused.refusal();
    }

    private static Optional<String> anchorsOf(TestAuthority anchors) {
        return Optional.of(Pem.of(anchors.anchors()));
    }
}
