package io.weft.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.weft.identity.token.TokenException.Fault;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.time.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokenReviewerTest {
    private static final ServiceAccount WEB = new ServiceAccount("shop", "web");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final TokenKeys keys = new TokenKeys();
    private final TokenMint mint = new TokenMint(keys, clock);
    private final SignedTokenReviewer reviewer = new SignedTokenReviewer(keys, clock);

    @BeforeEach
    void loadKey() {
        keys.update(Optional.of(Pem.of(KeyKind.P256.generate().getPrivate())));
    }

    @Test
    void mintedTokenProvesItsServiceAccount() throws Exception {
        assertThat(reviewer.review(mint.mint(WEB, "web-1").token())).isEqualTo(WEB);
    }

    @Test
    void whiteSpaceAroundATokenIsIgnored() throws Exception {
        String token = new String(mint.mint(WEB, "web-1").token(), StandardCharsets.US_ASCII);
        assertThat(reviewer.review((token + "\n").getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(WEB);
    }

    @Test
    void mintedTokenSaysWhatTheDesignSays() throws Exception {
        TokenMint.Minted minted = mint.mint(WEB, "web-1");
        SignedJWT token = SignedJWT.parse(new String(minted.token(), StandardCharsets.US_ASCII));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsEntry("iss", "weft")
                .containsEntry("sub", "system:serviceaccount:shop:web")
                .containsEntry("aud", List.of("identity.l5d.io"))
                .containsEntry("exp", Date.from(clock.instant().plus(Duration.ofHours(1))))
                .containsEntry(
                        "kubernetes.io",
                        Map.of(
                                "namespace",
                                "shop",
                                "pod",
                                Map.of("name", "web-1"),
                                "serviceaccount",
                                Map.of("name", "web")));
        assertThat(minted.expires()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    }

    @Test
    void tokenLastsOneHour() throws Exception {
        byte[] token = mint.mint(WEB, "web-1").token();
        clock.advance(Duration.ofHours(1).minusSeconds(1));
        assertThat(reviewer.review(token)).isEqualTo(WEB);
        clock.advance(Duration.ofSeconds(1));
        assertThat(fault(token)).isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void anotherKeysTokenIsForged() throws Exception {
        ECKey other = new ECKeyGenerator(Curve.P_256).generate();
        assertThat(fault(signed(UnaryOperator.identity(), JWSAlgorithm.ES256, new ECDSASigner(other))))
                .isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void changedTokenIsForged() throws Exception {
        String[] parts = new String(mint.mint(WEB, "web-1").token(), StandardCharsets.US_ASCII).split("\\.", -1);
        String[] others = new String(
                        mint.mint(new ServiceAccount("shop", "api"), "x").token(), StandardCharsets.US_ASCII)
                .split("\\.", -1);
        assertThat(fault((parts[0] + "." + others[1] + "." + parts[2]).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void tokenWithoutSignatureIsForged() {
        byte[] token =
                new PlainJWT(claims(UnaryOperator.identity())).serialize().getBytes(StandardCharsets.US_ASCII);
        assertThat(fault(token)).isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void tokenSignedWithOurPublicKeyAsASecretIsForged() throws Exception {
        byte[] secret = keys.current().toECPublicKey().getEncoded();
        assertThat(fault(signed(UnaryOperator.identity(), JWSAlgorithm.HS256, new MACSigner(secret))))
                .isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void tokenForAnotherAudienceIsRefused() throws Exception {
        assertThat(fault(ours(claims -> claims.audience("kubernetes")))).isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void tokenForAnotherAudienceTooIsRefused() throws Exception {
        assertThat(fault(ours(claims -> claims.audience(List.of("identity.l5d.io", "kubernetes")))))
                .isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void tokenWithoutAudienceIsRefused() throws Exception {
        assertThat(fault(ours(claims -> claims.audience(List.of())))).isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void tokenWithoutEndIsRefused() throws Exception {
        assertThat(fault(ours(claims -> claims.expirationTime(null)))).isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void tokenOfTheFutureIsRefused() throws Exception {
        Date soon = Date.from(clock.instant().plusSeconds(5));
        assertThat(fault(ours(claims -> claims.notBeforeTime(soon)))).isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @Test
    void tokenOfAnotherIssuerIsRefused() throws Exception {
        assertThat(fault(ours(claims -> claims.issuer("https://kubernetes.default.svc"))))
                .isEqualTo(Fault.NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop/web",
                "system:node:web",
                "system:serviceaccount:shop",
                "system:serviceaccount:shop:",
                "system:serviceaccount::web",
                "system:serviceaccount:shop:web:x",
                "system:serviceaccount:shop:a.b",
                "system:serviceaccount:Shop:web",
                "system:serviceaccount:shop:web "
            })
    void subjectThatIsNoServiceAccountIsToldApart(String subject) throws Exception {
        assertThat(fault(ours(claims -> claims.subject(subject)))).isEqualTo(Fault.SUBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "....", "{}"})
    void textThatIsNoTokenIsMalformed(String text) {
        assertThat(fault(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void hugeTokenIsMalformed() {
        assertThat(fault(new byte[8 * 1024 + 1])).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void nothingIsMintedOrReviewedWithoutAKey() throws Exception {
        byte[] token = mint.mint(WEB, "web-1").token();
        TokenKeys none = new TokenKeys();
        none.update(Optional.empty());
        none.update(Optional.of("no key"));
        none.update(Optional.of(Pem.of(KeyKind.RSA2048.generate().getPrivate())));
        none.update(Optional.of(Pem.of(KeyKind.P384.generate().getPrivate())));

        TokenException review =
                catchThrowableOfType(TokenException.class, () -> new SignedTokenReviewer(none, clock).review(token));
        TokenException minting =
                catchThrowableOfType(TokenException.class, () -> new TokenMint(none, clock).mint(WEB, "web-1"));
        assertThat(review.fault()).isEqualTo(Fault.NO_KEY);
        assertThat(minting.fault()).isEqualTo(Fault.NO_KEY);
    }

    @Test
    void unusableKeyFileKeepsTheKeyBefore() throws Exception {
        byte[] token = mint.mint(WEB, "web-1").token();
        keys.update(Optional.of("half a key"));
        keys.update(Optional.empty());
        assertThat(reviewer.review(token)).isEqualTo(WEB);
    }

    private byte[] ours(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return signed(change, JWSAlgorithm.ES256, new ECDSASigner(keys.current()));
    }

    private byte[] signed(UnaryOperator<JWTClaimsSet.Builder> change, JWSAlgorithm algorithm, JWSSigner signer)
            throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims(change));
        token.sign(signer);
        return token.serialize().getBytes(StandardCharsets.US_ASCII);
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer("weft")
                        .subject("system:serviceaccount:shop:web")
                        .audience("identity.l5d.io")
                        .expirationTime(Date.from(clock.instant().plusSeconds(60))))
                .build();
    }

    private Fault fault(byte[] token) {
        TokenException refused = catchThrowableOfType(TokenException.class, () -> reviewer.review(token));
        assertThat(refused).as("it was believed").isNotNull();
        assertThat(refused).hasMessageNotContaining("eyJ");
        return refused.fault();
    }
}
