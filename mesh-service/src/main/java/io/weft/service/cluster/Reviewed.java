package io.weft.service.cluster;

import java.util.List;
import java.util.Map;

/** What the API server says of a token. */
public sealed interface Reviewed {
    /**
     * The token is good, and made for us.
     *
     * @param extra what else authenticators know of the bearer; access reviews want it back
     */
    record Bearer(String user, String uid, List<String> groups, Map<String, List<String>> extra) implements Reviewed {
        public Bearer {
            groups = List.copyOf(groups);
            extra = Map.copyOf(extra);
        }
    }

    /**
     * Nobody's token, or made for somebody else.
     *
     * @param reason a whole clause that quotes nothing of the token
     */
    record NotAuthenticated(String reason) implements Reviewed {}

    /**
     * The authenticators found fault with the token: malformed, expired, its pod gone.
     *
     * @param reason what they said, unless it quotes the token
     */
    record Invalid(String reason) implements Reviewed {}
}
