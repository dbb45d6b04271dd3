package io.weft.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.weft.identity.token.TokenException.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Makes tokens: JWT, ES256, one hour. Whoever may have one is decided elsewhere. */
public final class TokenMint {
    private final TokenKeys keys;
    private final Clock clock;

    public TokenMint(TokenKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A token and the moment from which it proves nothing. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares tokens
    public record Minted(byte[] token, Instant expires) {
        @Override
        public String toString() {
            return "Minted[expires=" + expires + "]";
        }
    }

    /**
     * A token for the workload {@code pod}, whose identity is its service account's.
     *
     * @throws TokenException if there is no key yet
     */
    public Minted mint(ServiceAccount account, String pod) throws TokenException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expires = now.plus(Claims.LIFETIME);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(Claims.ISSUER)
                .subject(account.subject())
                .audience(List.of(Claims.AUDIENCE))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expires))
                .claim(
                        Claims.KUBERNETES,
                        Map.of(
                                "namespace", account.namespace(),
                                "pod", Map.of("name", pod),
                                "serviceaccount", Map.of("name", account.name())))
                .build();
        return new Minted(sign(claims).getBytes(StandardCharsets.US_ASCII), expires);
    }

    private String sign(JWTClaimsSet claims) throws TokenException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        try {
            token.sign(new ECDSASigner(keys.current()));
        } catch (JOSEException e) {
            throw new TokenException(Fault.NO_KEY, "the token cannot be signed", e);
        }
        return token.serialize(false);
    }
}
