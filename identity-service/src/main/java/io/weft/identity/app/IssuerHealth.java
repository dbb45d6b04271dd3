package io.weft.identity.app;

import io.weft.identity.ca.IssuerReload;
import io.weft.identity.token.TokenKeys;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while workloads can be certified. Part of readiness, not of liveness: starting again does not bring a key. */
final class IssuerHealth implements HealthIndicator {
    private final IssuerReload issuers;
    private final TokenKeys tokens;

    IssuerHealth(IssuerReload issuers, TokenKeys tokens) {
        this.issuers = issuers;
        this.tokens = tokens;
    }

    @Override
    public Health health() {
        Optional<String> problem =
                issuers.problem().or(() -> tokens.isLoaded() ? Optional.empty() : Optional.of("there is no token key"));
        return problem.map(reason ->
                        Health.outOfService().withDetail("reason", reason).build())
                .orElseGet(() -> Health.up().build());
    }
}
