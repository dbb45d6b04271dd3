package io.weft.proxy.inbound.policy;

import io.weft.core.policy.RequestMatch;
import io.weft.core.policy.RequestMatch.PathMatch;
import java.util.Comparator;

/**
 * What a route says of the requests it takes, and how particular it is about them.
 *
 * @param match takes at least those requests
 * @param understood whether it takes no others: false where the route looks at something this version does not
 * @param hosts whether the route names hosts
 * @param regex whether the path is a regular expression
 * @param headers how many headers it looks at
 * @param parameters how many query parameters it looks at
 */
record MatchDraft(RequestMatch match, boolean understood, boolean hosts, boolean regex, int headers, int parameters) {
    /**
     * The most particular first: host, then path (exact, then by length), headers, query parameters, method. Equals keep
     * their order, but for what is not understood: that goes first.
     *
     * @see "proxy-behaviour, 6: Gateway-API routes"
     */
    static final Comparator<MatchDraft> MOST_PARTICULAR_FIRST = Comparator.comparing(MatchDraft::hosts)
            .thenComparingInt(MatchDraft::path)
            .thenComparingInt(MatchDraft::headers)
            .thenComparingInt(MatchDraft::parameters)
            .thenComparing(draft -> draft.match().method().isPresent() || !draft.understood())
            .reversed();

    static MatchDraft of(RequestMatch match) {
        return new MatchDraft(match, true, false, false, 0, 0);
    }

    MatchDraft ofHosts() {
        return new MatchDraft(match, false, true, regex, headers, parameters);
    }

    /** An expression may match any length of path, so it goes before every prefix. */
    private int path() {
        return switch (match.path()) {
            case PathMatch.Exact exact -> Integer.MAX_VALUE;
            case PathMatch.Prefix(String prefix) -> regex ? Integer.MAX_VALUE - 1 : prefix.length();
        };
    }
}
