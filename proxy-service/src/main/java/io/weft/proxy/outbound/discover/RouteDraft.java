package io.weft.proxy.outbound.discover;

import io.weft.core.ResourceRef;
import java.util.List;

/**
 * What HTTP, gRPC, opaque and TLS routes have in common, checked.
 *
 * @param narrow whether it names hosts
 */
record RouteDraft(ResourceRef ref, boolean narrow, List<Rule> rules) {
    /**
     * One rule.
     *
     * @param narrow whether it takes some requests only
     * @param filters applied before the backends'
     * @param backends none: the distribution is empty
     */
    record Rule(boolean narrow, List<Filter> filters, List<Choice> backends) {}

    /** A backend among others. */
    record Choice(Backend backend, List<Filter> filters, int weight) {}

    /** What this version makes of a filter. */
    enum Filter {
        /** Answers in the backend's place. */
        FAIL,
        /** Refuses connections. */
        FORBID,
        /** Not followed. */
        PASS
    }
}
