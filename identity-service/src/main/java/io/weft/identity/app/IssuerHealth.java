package io.weft.identity.app;

import io.weft.identity.ca.IssuerReload;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while workloads can be certified. Part of readiness, not of liveness: starting again does not bring a key. */
final class IssuerHealth implements HealthIndicator {
    private final IssuerReload issuers;
    private final Supplier<Optional<String>> tokens;

    /** @param tokens why no token could be reviewed; empty if one could */
    IssuerHealth(IssuerReload issuers, Supplier<Optional<String>> tokens) {
        this.issuers = issuers;
        this.tokens = tokens;
    }

    @Override
    public Health health() {
        Optional<String> problem = issuers.problem().or(tokens);
        return problem.map(reason ->
                        Health.outOfService().withDetail("reason", reason).build())
                .orElseGet(() -> Health.up().build());
    }
}
