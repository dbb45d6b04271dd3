package io.weft.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import io.weft.identity.token.TokenException.Fault;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reviews tokens of our own mint: signature first, then issuer, audience and time, then the subject. Nothing of a token is
 * believed before its signature is good, its algorithm included.
 */
public final class SignedTokenReviewer implements TokenReviewer {
    private static final int MAX_BYTES = 8 * 1024;

    private final TokenKeys keys;
    private final Clock clock;

    public SignedTokenReviewer(TokenKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public ServiceAccount review(byte[] token) throws TokenException {
        JWT parsed = parse(token);
        if (!(parsed instanceof SignedJWT signed)
                || !JWSAlgorithm.ES256.equals(signed.getHeader().getAlgorithm())) {
            throw refused("it is not signed with ES256");
        }
        requireSignature(signed);
        JWTClaimsSet claims = claims(signed);
        requireMeantForUs(claims);
        requireTime(claims);
        String subject = claims.getSubject();
        return ServiceAccount.parse(subject == null ? "" : subject)
                .orElseThrow(() -> new TokenException(
                        Fault.SUBJECT, "the token's subject is not system:serviceaccount:NAMESPACE:NAME"));
    }

    private static JWT parse(byte[] token) throws TokenException {
        if (token.length > MAX_BYTES) {
            throw new TokenException(Fault.MALFORMED, "the token is longer than 8 KiB");
        }
        try {
            return JWTParser.parse(new String(token, StandardCharsets.US_ASCII).strip());
        } catch (ParseException | RuntimeException e) {
            throw new TokenException(Fault.MALFORMED, "the token is not a JWT");
        }
    }

    private void requireSignature(SignedJWT token) throws TokenException {
        try {
            if (token.verify(new ECDSAVerifier(keys.current().toPublicJWK()))) {
                return;
            }
        } catch (JOSEException unverifiable) {
            // said below
        }
        throw refused("its signature is not ours");
    }

    private static JWTClaimsSet claims(SignedJWT token) throws TokenException {
        try {
            return token.getJWTClaimsSet();
        } catch (ParseException e) {
            throw refused("its claims cannot be read");
        }
    }

    private static void requireMeantForUs(JWTClaimsSet claims) throws TokenException {
        if (!Claims.ISSUER.equals(claims.getIssuer())) {
            throw refused("it was issued by somebody else");
        }
        if (!claims.getAudience().equals(List.of(Claims.AUDIENCE))) {
            throw refused("it was made for another audience than " + Claims.AUDIENCE);
        }
    }

    private void requireTime(JWTClaimsSet claims) throws TokenException {
        Instant now = clock.instant();
        @Nullable Date expires = claims.getExpirationTime();
        @Nullable Date notBefore = claims.getNotBeforeTime();
        if (expires == null || !now.isBefore(expires.toInstant())) {
            throw refused("it has expired");
        }
        if (notBefore != null && now.isBefore(notBefore.toInstant())) {
            throw refused("it is not valid yet");
        }
    }

    private static TokenException refused(String reason) {
        return new TokenException(Fault.NOT_AUTHENTIC, "the token is refused: " + reason);
    }
}
