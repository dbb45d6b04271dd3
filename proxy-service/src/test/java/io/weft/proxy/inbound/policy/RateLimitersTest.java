package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.policy.RateLimit;
import io.weft.testkit.time.ManualTicker;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RateLimitersTest {
    private static final RateLimit LIMIT =
            new RateLimit(ResourceRef.ofDefault("test"), OptionalLong.of(1), OptionalLong.empty(), List.of());

    private final ManualTicker ticker = new ManualTicker();
    private final RateLimiters limiters = new RateLimiters(ticker);

    @Test
    void aLimiterIsTheSameForEveryConnectionWhileOneUsesIt() {
        RateLimiter used = limiters.of(80, LIMIT);
        ticker.advance(Duration.ofHours(1));
        limiters.of(81, LIMIT);
        System.gc();

        assertThat(limiters.of(80, LIMIT)).isSameAs(used);
    }

    @Test
    void aLimiterNobodyUsesAnyMoreIsForgotten() {
        for (int port = 1; port <= 100; port++) {
            limiters.of(port, LIMIT);
        }
        ticker.advance(Duration.ofHours(1));
        limiters.of(200, LIMIT);
        System.gc();
        ticker.advance(Duration.ofHours(1));
        RateLimiter only = limiters.of(200, LIMIT);

        assertThat(limiters.size()).isLessThanOrEqualTo(2);
        assertThat(only.limit()).isEqualTo(LIMIT);
    }
}
