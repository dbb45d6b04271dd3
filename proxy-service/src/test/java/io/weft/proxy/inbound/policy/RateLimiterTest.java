package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.RateLimit;
import io.weft.proxy.inbound.policy.RateLimiter.Excess;
import io.weft.proxy.inbound.policy.RateLimiter.Scope;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 7: local rate limit: total, then the override of the client, then its own. */
class RateLimiterTest {
    private static final WorkloadIdentity API = identity("api");
    private static final WorkloadIdentity WEB = identity("web");
    private static final WorkloadIdentity JOB = identity("job");
    private static final OptionalLong NONE = OptionalLong.empty();

    @Test
    void totalCountsEverybody() {
        RateLimiter limiter = limiter(OptionalLong.of(3), NONE, List.of());

        assertThat(take(limiter, API, 2)).isNull();
        assertThat(take(limiter, null, 1)).isNull();
        assertThat(take(limiter, WEB, 1)).isEqualTo(new Excess(Scope.TOTAL, 3));
        assertThat(new Excess(Scope.TOTAL, 3).text()).isEqualTo("total rate limit exceeded: 3rps");
    }

    @Test
    void eachClientHasItsOwnAndThoseWithoutAnIdentityShareOne() {
        RateLimiter limiter = limiter(NONE, OptionalLong.of(2), List.of());

        assertThat(take(limiter, API, 2)).isNull();
        assertThat(take(limiter, WEB, 2)).isNull();
        assertThat(take(limiter, null, 2)).isNull();
        assertThat(take(limiter, API, 1)).isEqualTo(new Excess(Scope.IDENTITY, 2));
        assertThat(take(limiter, null, 1)).isEqualTo(new Excess(Scope.IDENTITY, 2));
    }

    @Test
    void clientsThatAreNamedTogetherShareOneInsteadOfTheirOwn() {
        RateLimiter limiter = limiter(NONE, OptionalLong.of(1), List.of(new RateLimit.Share(4, List.of(API, WEB))));

        assertThat(take(limiter, API, 3)).isNull();
        assertThat(take(limiter, WEB, 1)).isNull();
        assertThat(take(limiter, WEB, 1)).isEqualTo(new Excess(Scope.OVERRIDE, 4));
        assertThat(take(limiter, JOB, 1)).isNull();
        assertThat(Scope.OVERRIDE.label())
                .as("metrics: overrides count as identity")
                .isEqualTo("identity");
    }

    @Test
    void overrideOfZeroIsNoLimit() {
        RateLimiter limiter = limiter(NONE, OptionalLong.of(1), List.of(new RateLimit.Share(0, List.of(API))));

        assertThat(take(limiter, API, 1000)).isNull();
    }

    @Test
    void thousandsOfClientsThatAreGoneAreForgotten() {
        RateLimiter limiter = limiter(NONE, OptionalLong.of(1), List.of());
        IntStream.range(0, 10_000).forEach(i -> limiter.take(Optional.of(identity("client-" + i)), i * 1_000_000L));

        assertThat(limiter.clients()).isLessThan(5_200);
    }

    private static RateLimiter limiter(OptionalLong total, OptionalLong identity, List<RateLimit.Share> overrides) {
        return new RateLimiter(new RateLimit(ResourceRef.ofDefault("test"), total, identity, overrides), 0);
    }

    /** The last answer. */
    private static @Nullable Excess take(RateLimiter limiter, @Nullable WorkloadIdentity client, int times) {
        Excess last = null;
        for (int i = 0; i < times; i++) {
            last = limiter.take(Optional.ofNullable(client), 0);
        }
        return last;
    }

    private static WorkloadIdentity identity(String account) {
        return WorkloadIdentity.parse(account + ".shop.serviceaccount.identity.linkerd.cluster.local")
                .orElseThrow();
    }
}
