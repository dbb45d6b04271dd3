package io.weft.service.admin;

import io.weft.service.cluster.AccessReviews;
import io.weft.service.cluster.Reviewed.Bearer;
import io.weft.service.cluster.TokenReviews;
import java.util.Optional;

/** Asks the API server: a TokenReview for an audience of our own, then a SubjectAccessReview on the path. */
final class ClusterCallerCheck implements CallerCheck {
    /** A token for the API server itself is not taken: we could use it there. */
    static final String AUDIENCE = "weft-admin";

    private final TokenReviews tokens;
    private final AccessReviews access;

    ClusterCallerCheck(TokenReviews tokens, AccessReviews access) {
        this.tokens = tokens;
        this.access = access;
    }

    @Override
    public Optional<Bearer> who(String token) {
        return tokens.review(token, AUDIENCE) instanceof Bearer bearer ? Optional.of(bearer) : Optional.empty();
    }

    @Override
    public boolean may(Bearer caller, String verb, String path) {
        return access.may(caller, verb, path);
    }
}
