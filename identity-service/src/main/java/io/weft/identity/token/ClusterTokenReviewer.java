package io.weft.identity.token;

import io.weft.identity.token.TokenException.Fault;
import io.weft.service.cluster.ClusterException;
import io.weft.service.cluster.Reviewed;
import io.weft.service.cluster.Reviewed.Bearer;
import io.weft.service.cluster.Reviewed.Invalid;
import io.weft.service.cluster.Reviewed.NotAuthenticated;
import io.weft.service.cluster.TokenReviews;
import java.nio.charset.StandardCharsets;

/**
 * Has tokens reviewed by the API server, for our audience. Blocks until it answers.
 *
 * @see "wire-behaviour, 2: original identity controller"
 */
public final class ClusterTokenReviewer implements TokenReviewer {
    private static final int MAX_BYTES = 16 * 1024;

    private final TokenReviews reviews;

    public ClusterTokenReviewer(TokenReviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public ServiceAccount review(byte[] token) throws TokenException {
        return switch (ask(text(token))) {
            case Bearer bearer ->
                ServiceAccount.parse(bearer.user())
                        .orElseThrow(() -> new TokenException(
                                Fault.SUBJECT,
                                "the token's user is not system:serviceaccount:NAMESPACE:NAME, both of them labels"));
            case NotAuthenticated no ->
                throw new TokenException(Fault.NOT_AUTHENTIC, "the token is refused: " + no.reason());
            case Invalid no -> throw new TokenException(Fault.INVALID, "the token is refused: " + no.reason());
        };
    }

    private Reviewed ask(String token) throws TokenException {
        try {
            return reviews.review(token, Claims.AUDIENCE);
        } catch (ClusterException e) {
            Fault fault = e.isAway() ? Fault.REVIEWER_AWAY : Fault.NOT_REVIEWED;
            throw new TokenException(fault, "the token is not reviewed: " + e.getMessage(), e);
        }
    }

    /** The API server takes a bearer's token for one word of printable ASCII, and so do we. */
    private static String text(byte[] token) throws TokenException {
        if (token.length > MAX_BYTES) {
            throw new TokenException(Fault.MALFORMED, "the token is longer than 16 KiB");
        }
        String text = new String(token, StandardCharsets.ISO_8859_1).strip();
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new TokenException(Fault.MALFORMED, "the token is not one word of ASCII");
        }
        return text;
    }
}
