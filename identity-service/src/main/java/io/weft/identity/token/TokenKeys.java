package io.weft.identity.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import io.weft.identity.pem.PemException;
import io.weft.identity.pem.PemText;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that tokens are signed with, read from {@code token.key} and again when it changes. Tokens of the key before are
 * void from then on: every runner asks for a new one within minutes.
 *
 * <p>Threading: {@link #update} by one thread; everything else from any.
 */
public final class TokenKeys {
    private static final Logger log = LoggerFactory.getLogger(TokenKeys.class);
    private static final int BYTES = 32;

    private volatile @Nullable ECKey key;

    /** Takes the file's new text if it is a P-256 key; otherwise the old key stays. */
    public void update(Optional<String> pem) {
        if (pem.isEmpty()) {
            log.warn("token.key is missing; {}", remains());
            return;
        }
        try {
            key = parse(pem.get());
            log.info("token key loaded");
        } catch (PemException e) {
            log.warn("token.key is not used, {}: {}", remains(), e.getMessage());
        }
    }

    /** Whether tokens can be made and reviewed. */
    public boolean isLoaded() {
        return key != null;
    }

    /** @throws TokenException {@link TokenException.Fault#NO_KEY} before the first key */
    ECKey current() throws TokenException {
        ECKey current = key;
        if (current == null) {
            throw new TokenException(TokenException.Fault.NO_KEY, "the key of tokens has not been read yet");
        }
        return current;
    }

    private String remains() {
        return isLoaded() ? "the key before stays in use" : "no token can be made or reviewed";
    }

    /** The public half is computed: PKCS#8 need not carry it. */
    private static ECKey parse(String pem) throws PemException {
        PrivateKey read = PemText.privateKey(pem);
        if (!(read instanceof ECPrivateKey ec) || !Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
            throw new PemException("an ECDSA P-256 key is expected");
        }
        ECPoint point =
                SECNamedCurves.getByName("secp256r1").getG().multiply(ec.getS()).normalize();
        return new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.encode(point.getAffineXCoord().getEncoded()),
                        Base64URL.encode(point.getAffineYCoord().getEncoded()))
                .d(ECKey.encodeCoordinate(BYTES * Byte.SIZE, ec.getS()))
                .build();
    }
}
