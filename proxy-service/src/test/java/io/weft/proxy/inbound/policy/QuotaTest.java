package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** proxy-behaviour, 7: local rate limit: quota N per second, burst N. */
class QuotaTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = Long.sum(Long.MAX_VALUE, -SECOND / 2); // the ticker may overflow

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 100})
    void asManyAsASecondHasMayComeAtOnceAndNoMore(long perSecond) {
        Quota quota = new Quota(perSecond, START);

        assertThat(admitted(quota, START, 2 * perSecond)).isEqualTo(perSecond);
    }

    @Test
    void afterABurstTheyAreAdmittedAtTheirRate() {
        Quota quota = new Quota(10, START);
        admitted(quota, START, 10);

        assertThat(quota.admits(START + SECOND / 10 - 1)).isFalse();
        assertThat(quota.admits(START + SECOND / 10)).isTrue();
        assertThat(quota.admits(START + SECOND / 10)).isFalse();
        assertThat(admitted(quota, START + SECOND / 2, 10))
                .as("four more are due")
                .isEqualTo(4);
    }

    @Test
    void longPauseSavesNoMoreThanASecond() {
        Quota quota = new Quota(5, START);

        assertThat(admitted(quota, START + 60 * SECOND, 20)).isEqualTo(5);
        assertThat(quota.isIdle(START + 60 * SECOND)).isFalse();
        assertThat(quota.isIdle(START + 61 * SECOND)).isTrue();
    }

    private static long admitted(Quota quota, long nowNanos, long requests) {
        return LongStream.range(0, requests)
                .filter(request -> quota.admits(nowNanos))
                .count();
    }
}
