package io.weft.proxy.outbound.discover;

import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HttpFilter;
import java.util.List;
import java.util.Optional;

/**
 * What happens to the requests of one rule.
 *
 * @param route for metrics
 * @param filters before those of the backend
 * @param retry empty: every request is sent once
 * @param headersAllowed whether a request may say its own time-outs and retries
 * @param profile what a ServiceProfile adds; empty for routes of policies
 */
public record Rule(
        ResourceRef route,
        List<HttpFilter> filters,
        Distribution backends,
        Timeouts timeouts,
        Optional<Retry> retry,
        boolean headersAllowed,
        Optional<ProfileTerms> profile) {
    public Rule {
        filters = List.copyOf(filters);
    }

    /** Sends on, and asks nothing else. */
    public static Rule to(ResourceRef route, Distribution backends) {
        return new Rule(route, List.of(), backends, Timeouts.NONE, Optional.empty(), false, Optional.empty());
    }

    /**
     * What a profile's {@code rule} says of these requests instead, but for who may pass: filters stay, and so do backends unless
     * the profile has a split.
     */
    public Rule profiled(Rule rule) {
        return new Rule(
                route,
                filters,
                rule.backends().shares().isEmpty() ? backends : rule.backends(),
                rule.timeouts(),
                rule.retry(),
                rule.headersAllowed(),
                rule.profile());
    }

    /** Whether there is nothing to do but to send on. */
    boolean plain() {
        return filters.isEmpty()
                && backends.shares().size() == 1
                && backends.shares().getFirst().filters().isEmpty()
                && (!backends.weighted() || backends.shares().getFirst().weight() > 0)
                && timeouts.equals(Timeouts.NONE)
                && retry.isEmpty()
                && !headersAllowed
                && profile.isEmpty();
    }
}
