package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Ticker;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.outbound.Tries.Permission;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.RetryBudget;
import io.weft.proxy.telemetry.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 5: retries. */
class TriesTest {
    private static final Ticker STOPPED = () -> 0;
    private static final Retry TWICE = new Retry(
            2,
            100,
            List.of(new Retry.StatusRange(500, 502)),
            Set.of(14),
            Duration.ofMillis(50),
            new Backoff(Duration.ofMillis(25), Duration.ofMillis(60), 0));

    @Test
    void aRouteAllowsSoManyTriesBeyondTheFirstWithGrowingPauses() {
        Tries tries = tries(TWICE, null, "0");
        assertThat(tries.another()).isEqualTo(Permission.GRANTED);
        assertThat(tries.pause(new Random(1))).isEqualTo(Duration.ofMillis(25));
        assertThat(tries.another()).isEqualTo(Permission.GRANTED);
        assertThat(tries.pause(new Random(1))).isEqualTo(Duration.ofMillis(50));

        assertThat(tries.another()).isEqualTo(Permission.LIMIT);
    }

    @Test
    void everyTryButTheLastHasATimeLimit() {
        Tries tries = tries(TWICE, null, "0");
        assertThat(tries.timeout()).isEqualTo(Duration.ofMillis(50));
        tries.another();
        assertThat(tries.timeout()).isEqualTo(Duration.ofMillis(50));
        tries.another();

        assertThat(tries.timeout()).isZero();
    }

    @Test
    void statusesOfTheListAndFailFastAskForAnother() {
        Tries tries = tries(TWICE, null, "0");

        assertThat(tries.declines(Outcome.http(502), -1)).isTrue();
        assertThat(tries.declines(Outcome.http(503), -1)).isFalse();
        assertThat(tries.declines(Outcome.grpc(200, "14"), 14)).isTrue();
        assertThat(tries.declines(Outcome.grpc(200, "13"), 13)).isFalse();
        assertThat(tries.declines(ProxyFault.FAIL_FAST)).isTrue();
        assertThat(tries.declines(ProxyFault.OVERLOADED)).isFalse();
        assertThat(tries.declines(ProxyFault.BAD_GATEWAY)).isFalse();
        assertThat(tries.declines(ProxyFault.CONNECT_TIMEOUT)).isFalse();
    }

    /** crds, 12.2: with a limit or a time-out alone, whatever counts as a failure. */
    @Test
    void whereNothingIsSaidOfAnswersEveryFailureAsksForAnother() {
        Retry any = new Retry(1, 100, List.of(), Set.of(), Duration.ofMillis(50), TWICE.backoff());
        Tries tries = tries(any, null, "0");

        assertThat(tries.declines(Outcome.http(500), -1)).isTrue();
        assertThat(tries.declines(Outcome.http(429), -1)).isFalse();
        assertThat(tries.declines(Outcome.grpc(200, "13"), 13)).isTrue();
        assertThat(tries.declines(Outcome.grpc(200, "8"), 8)).isFalse();
    }

    @Test
    void aRefusedStreamAsksForAnotherUnlessABudgetIsAllThereIs() {
        RetryBudget budget = new RetryBudget(new BudgetTerms(1, 9, Duration.ofSeconds(10), 0), 0);

        assertThat(tries(TWICE, null, "0").declinesRefusal()).isTrue();
        assertThat(tries(null, budget, "0").declinesRefusal()).isFalse();
    }

    @Test
    void aRequestThatSaysItIsTooLargeIsSentOnceAndKeptAsAnyOther() {
        Tries tries = tries(TWICE, null, "101");

        assertThat(tries.several()).isFalse();
        assertThat(tries.replayLimit(7)).isEqualTo(7);
        assertThat(tries(TWICE, null, "100").replayLimit(7)).isEqualTo(100);
    }

    @Test
    void aBudgetAsksForAnotherWhereAResponseFailedAndHasNeitherPauseNorLimit() {
        RetryBudget budget = new RetryBudget(new BudgetTerms(1, 0, Duration.ofSeconds(10), 0), 0);
        Tries tries = tries(null, budget, "0");
        tries.deposit();

        assertThat(tries.declines(Outcome.http(500), -1)).isTrue();
        assertThat(tries.declines(Outcome.http(404), -1)).isFalse();
        assertThat(tries.declines(Outcome.http(404).judge(true), -1)).isTrue();
        assertThat(tries.declines(ProxyFault.FAIL_FAST)).isFalse();
        assertThat(tries.replayLimit(7)).isEqualTo(65_536);
        assertThat(tries.another()).isEqualTo(Permission.GRANTED);
        assertThat(tries.pause(new Random(1))).isZero();
        assertThat(tries.another()).isEqualTo(Permission.NO_BUDGET);
    }

    private static Tries tries(@Nullable Retry retry, @Nullable RetryBudget budget, String contentLength) {
        Http2Headers head = new DefaultHttp2Headers().add("content-length", contentLength);
        return new Tries(retry, budget, head, STOPPED);
    }
}
