package io.weft.proxy.outbound.discover;

import io.weft.proxy.route.HttpFilter;
import java.util.List;

/**
 * Among which backends a rule's requests are shared out.
 *
 * @param weighted whether backends are drawn by weight; otherwise the first that is available takes everything
 * @param shares none: no request is taken
 * @see "proxy-behaviour, 2: distribution of a route's backends"
 */
public record Distribution(boolean weighted, List<Share> shares) {
    /**
     * One backend.
     *
     * @param filters of this backend's requests, after the rule's; always empty for bytes
     * @param weight relative; 0: takes nothing
     */
    public record Share(Backend backend, List<HttpFilter> filters, long weight) {
        public Share {
            filters = List.copyOf(filters);
        }
    }

    public Distribution {
        shares = List.copyOf(shares);
    }

    /** Those that may take something. */
    public List<Share> taking() {
        return weighted ? shares.stream().filter(share -> share.weight() > 0).toList() : shares;
    }

    /** Everything goes to {@code backend}. */
    public static Distribution to(Backend backend) {
        return new Distribution(false, List.of(new Share(backend, List.of(), 1)));
    }
}
