package io.weft.service.feed;

import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Out of service until the first complete state is known, up from then on. A feed that is away is up: the last state is
 * served meanwhile, and starting the service again would lose it.
 */
final class FeedHealth implements HealthIndicator {
    private final Feed feed;

    FeedHealth(Feed feed) {
        this.feed = feed;
    }

    @Override
    public Health health() {
        FeedStatus status = feed.status();
        Health.Builder health = status.loaded() ? Health.up() : Health.outOfService();
        health.withDetail("refusedDocuments", status.refused().size());
        health.withDetail("ignoredDocuments", status.ignored().size());
        status.away()
                .ifPresent(away -> health.withDetail("away", away.reason())
                        .withDetail("ageSeconds", away.age().toSeconds()));
        return health.build();
    }
}
