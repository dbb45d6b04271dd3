package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.IdentityMatch;
import io.weft.core.policy.RateLimit;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.RateLimitPolicy;
import io.weft.kubernetes.resource.Server;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which HTTPLocalRateLimitPolicy a Server has: of several the oldest. Pure, but for complaints.
 *
 * @see "crds, 8"
 */
final class RateLimitJoin {
    private final IdentityMatches identities;
    private final Complaints complaints;

    RateLimitJoin(MeshSettings settings, Complaints complaints) {
        this.identities = new IdentityMatches(settings.names());
        this.complaints = complaints;
    }

    Optional<RateLimit> join(Server server, Collection<RateLimitPolicy> policies, Reasons reasons) {
        List<RateLimitPolicy> targeting = policies.stream()
                .filter(policy -> targets(policy, server, reasons))
                .sorted(Comparator.comparing(RateLimitPolicy::metadata, Metadata.SENIORITY))
                .toList();
        targeting.stream().skip(1).forEach(late -> {
            String why = targeting.getFirst().id() + " limits " + server.id() + " already";
            complaints.say(late.id() + " does not count: " + why);
            reasons.say(late.id(), Verdict.OVERRIDDEN, () -> why);
        });
        return targeting.stream().findFirst().map(this::limit);
    }

    private static boolean targets(RateLimitPolicy policy, Server server, Reasons reasons) {
        boolean targeted = policy.server().equals(server.metadata().name());
        reasons.say(
                policy.id(),
                targeted ? Verdict.APPLIES : Verdict.NO_MATCH,
                () -> targeted ? "limits the Server, the oldest that does" : "targets Server " + policy.server());
        return targeted;
    }

    private RateLimit limit(RateLimitPolicy policy) {
        return new RateLimit(
                ResourceRef.of(
                        policy.kind().group(),
                        policy.kind().kind(),
                        "",
                        policy.metadata().name()),
                policy.total(),
                policy.identity(),
                policy.overrides().stream().map(this::share).toList());
    }

    private RateLimit.Share share(RateLimitPolicy.Share override) {
        return new RateLimit.Share(
                override.requestsPerSecond(),
                override.clients().stream()
                        .flatMap(client -> identities.account(client.namespace(), client.name()).stream())
                        .filter(IdentityMatch.Exact.class::isInstance)
                        .map(match -> ((IdentityMatch.Exact) match).identity())
                        .toList());
    }
}
