package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.IdentityMatch;
import io.weft.core.policy.RateLimit;
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

    Optional<RateLimit> join(Server server, Collection<RateLimitPolicy> policies) {
        List<RateLimitPolicy> targeting = policies.stream()
                .filter(policy -> policy.server().equals(server.metadata().name()))
                .sorted(Comparator.comparing(RateLimitPolicy::metadata, Metadata.SENIORITY))
                .toList();
        targeting.stream()
                .skip(1)
                .forEach(late -> complaints.say(late.id() + " does not count: "
                        + targeting.getFirst().id() + " limits " + server.id() + " already"));
        return targeting.stream().findFirst().map(this::limit);
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
