package io.weft.proxy.outbound.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.config.Backoff;
import io.weft.proxy.outbound.route.FailureAccrual;
import io.weft.proxy.outbound.route.FailureAccrual.SuccessRate;
import io.weft.proxy.telemetry.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** proxy-behaviour, 3: circuit breaking. */
class BreakerTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), 0);
    private static final Outcome GOOD = Outcome.http(200);
    private static final Outcome BAD = Outcome.http(500);
    private static final Outcome LIMITED = Outcome.http(429);

    @Test
    void failuresInARowTripIt() {
        Breaker breaker = consecutive(3);

        assertThat(say(breaker, BAD, BAD)).isEmpty();
        assertThat(breaker.admits()).isTrue();
        assertThat(say(breaker, BAD)).contains(Duration.ofSeconds(1));
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void anySuccessBreaksTheRow() {
        assertThat(say(consecutive(3), BAD, BAD, GOOD, BAD, BAD)).isEmpty();
        assertThat(say(consecutive(3), BAD, BAD, LIMITED, BAD, BAD)).isEmpty();
    }

    @Test
    void noneInARowAreTooManyWhereTheyAreNotCounted() {
        assertThat(say(consecutive(0), BAD, BAD, BAD, BAD)).isEmpty();
    }

    @Test
    void whicheverOfBothIsReachedFirstTripsIt() {
        SuccessRate half = new SuccessRate(0.5, Duration.ofSeconds(10), 4);
        Breaker byRow = new Breaker(new FailureAccrual(2, Optional.of(half), BACKOFF), new Random(1), 0);
        Breaker byRate = new Breaker(new FailureAccrual(9, Optional.of(half), BACKOFF), new Random(1), 0);

        assertThat(say(byRow, BAD, BAD)).isPresent();
        assertThat(say(byRate, BAD, GOOD, BAD)).isEmpty();
        assertThat(say(byRate, BAD)).isPresent();
    }

    @Test
    void aProbeThatGoesOnDecidesByWhatItShows() {
        Breaker breaker = consecutive(1);
        say(breaker, BAD);
        breaker.probe();
        int good = breaker.sent();
        assertThat(breaker.shows(good, GOOD)).isEmpty();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.ended(good, BAD, 0)).isEmpty(); // it has been judged

        say(breaker, BAD);
        breaker.probe();
        assertThat(breaker.shows(breaker.sent(), BAD)).contains(Duration.ofSeconds(2));
    }

    @Test
    void nothingButAProbeIsJudgedBeforeItsEnd() {
        Breaker breaker = consecutive(1);
        int number = breaker.sent();

        assertThat(breaker.shows(number, BAD)).isEmpty();
        assertThat(breaker.ended(number, BAD, 0)).isPresent();
    }

    @Test
    void oneProbeDecidesAndABadOneWaitsTwiceAsLongUpToTheCeiling() {
        Breaker breaker = consecutive(1);
        assertThat(say(breaker, BAD)).contains(Duration.ofSeconds(1));
        for (int seconds : new int[] {2, 4, 4}) {
            breaker.probe();
            assertThat(breaker.admits()).isTrue();
            int probe = breaker.sent();
            assertThat(breaker.admits()).isFalse();
            assertThat(breaker.ended(probe, BAD, 0)).contains(Duration.ofSeconds(seconds));
        }
        breaker.probe();
        assertThat(say(breaker, GOOD)).isEmpty();

        assertThat(breaker.admits()).isTrue();
        assertThat(say(breaker, BAD)).contains(Duration.ofSeconds(1));
    }

    @Test
    void theRandomExtraStaysBelowTheCeiling() {
        Backoff jittered = new Backoff(Duration.ofSeconds(3), Duration.ofSeconds(4), 100);
        Breaker breaker = new Breaker(new FailureAccrual(1, Optional.empty(), jittered), new Random(1), 0);

        assertThat(say(breaker, BAD)).contains(Duration.ofSeconds(4));
    }

    @Test
    void aProbeWhoseClientGaveUpIsTriedWithAnother() {
        Breaker breaker = consecutive(1);
        say(breaker, BAD);
        breaker.probe();
        breaker.abandoned(breaker.sent());

        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void whatWasSentBeforeSaysNothingOfTheProbe() {
        Breaker breaker = consecutive(1);
        int early = breaker.sent();
        say(breaker, BAD);
        breaker.probe();
        breaker.sent();

        assertThat(breaker.ended(early, GOOD, 0)).isEmpty();
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void tooFewSuccessesInTheWindowTripIt() {
        Breaker breaker = unified(0.5, 4);

        assertThat(say(breaker, GOOD, BAD, BAD)).isEmpty(); // too few to say anything
        assertThat(say(breaker, BAD)).isPresent();
    }

    @Test
    void whatIsOlderThanTheWindowNoLongerCounts() {
        Breaker breaker = unified(0.5, 4);
        say(breaker, BAD, BAD, BAD);

        assertThat(breaker.ended(breaker.sent(), BAD, Duration.ofSeconds(11).toNanos()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200, true", "429, false", "500, false", "404, true"})
    void aRateAndItsProbesTakeBeingLimitedForAFailure(int status, boolean recovers) {
        Breaker breaker = unified(1, 1);
        assertThat(say(breaker, LIMITED)).isPresent();
        breaker.probe();

        assertThat(say(breaker, Outcome.http(status)).isEmpty()).isEqualTo(recovers);
    }

    @Test
    void consecutiveProbesTakeBeingLimitedForASuccess() {
        Breaker breaker = consecutive(1);
        say(breaker, BAD);
        breaker.probe();

        assertThat(say(breaker, LIMITED)).isEmpty();
    }

    @Test
    void brokenStreamsAndGrpcFailuresAreFailures() {
        assertThat(say(consecutive(1), Outcome.broken(0, "unclassified"))).isPresent();
        assertThat(say(consecutive(1), Outcome.grpc(200, "14"))).isPresent();
        assertThat(say(consecutive(1), Outcome.grpc(200, "8"))).isEmpty();
        assertThat(say(consecutive(1), Outcome.grpc(200, "5"))).isEmpty();
    }

    private static Optional<Duration> say(Breaker breaker, Outcome... outcomes) {
        Optional<Duration> last = Optional.empty();
        for (Outcome outcome : outcomes) {
            last = breaker.ended(breaker.sent(), outcome, 0);
        }
        return last;
    }

    private static Breaker consecutive(int failures) {
        return new Breaker(new FailureAccrual(failures, Optional.empty(), BACKOFF), new Random(1), 0);
    }

    private static Breaker unified(double threshold, int minRequests) {
        SuccessRate rate = new SuccessRate(threshold, Duration.ofSeconds(10), minRequests);
        return new Breaker(new FailureAccrual(0, Optional.of(rate), BACKOFF), new Random(1), 0);
    }
}
