package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Ticker;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.outbound.Deadlines.Limit;
import io.weft.proxy.outbound.route.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 4: when the time of what begins, and when it ends. */
class DeadlinesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NONE = Duration.ZERO;

    private final TestLoop time = new TestLoop();
    private final Instant begun = time.instant();
    private final Ticker ticker = () -> Duration.between(begun, time.instant()).toNanos();
    private final List<String> expired = new ArrayList<>();

    @Test
    void aRequestsTimeRunsFromItsHeadToTheEnd() {
        Deadlines deadlines = deadlines(new Timeouts(SECOND, NONE, NONE), NONE);
        deadlines.requestEnded();
        deadlines.responseBegun();
        time.advance(SECOND);

        assertThat(expired).containsExactly("REQUEST at 1000");
    }

    @Test
    void aResponsesTimeRunsFromTheEndOfTheRequest() {
        Deadlines deadlines = deadlines(new Timeouts(NONE, SECOND, NONE), NONE);
        time.advance(SECOND);
        deadlines.requestEnded();
        time.advance(SECOND);

        assertThat(expired).containsExactly("RESPONSE at 2000");
    }

    @Test
    void aResponsesTimeRunsToItsEnd() {
        Deadlines deadlines = deadlines(new Timeouts(NONE, SECOND, NONE), NONE);
        deadlines.requestEnded();
        deadlines.responseBegun();
        time.advance(SECOND);

        assertThat(expired).containsExactly("RESPONSE at 1000");
    }

    @Test
    void aHeadThatIsKeptBackHasComeInTime() {
        Deadlines deadlines = deadlines(new Timeouts(SECOND, NONE, NONE), SECOND);
        deadlines.tryBegun(SECOND);
        deadlines.headCame();
        time.advance(SECOND);

        assertThat(expired).containsExactly("REQUEST at 1000");
    }

    @Test
    void anAnswerThatWasKeptBackAndDeclinedSaysNothingOfTheNextTry() {
        Deadlines deadlines = deadlines(Timeouts.NONE, SECOND);
        time.advance(Duration.ofMillis(400));
        deadlines.headCame();
        time.advance(Duration.ofMillis(400));
        deadlines.tryEnded();
        time.advance(SECOND);

        assertThat(expired).containsExactly("PROFILE at 1000");
    }

    @Test
    void anAnswerThatIsDeclinedWhenTheTimeIsOverIsTheLast() {
        Deadlines deadlines = deadlines(Timeouts.NONE, SECOND);
        deadlines.headCame();
        time.advance(Duration.ofSeconds(5));
        deadlines.tryEnded();
        time.advance(Duration.ofMillis(1));

        assertThat(expired).containsExactly("PROFILE at 5001");
    }

    @Test
    void aBodyIsIdleWhenNoFrameCameForTheTime() {
        Deadlines deadlines = deadlines(new Timeouts(NONE, NONE, SECOND), NONE);
        for (int i = 0; i < 4; i++) {
            time.advance(Duration.ofMillis(500));
            deadlines.frame();
        }
        time.advance(SECOND);

        assertThat(expired).containsExactly("IDLE at 3000");
    }

    @Test
    void betweenTheBodiesNothingIsIdle() {
        Deadlines deadlines = deadlines(new Timeouts(NONE, NONE, SECOND), NONE);
        deadlines.requestEnded();
        time.advance(Duration.ofSeconds(10));
        assertThat(expired).isEmpty();
        deadlines.responseBegun();
        time.advance(Duration.ofSeconds(2));

        assertThat(expired).containsExactly("IDLE at 11000");
    }

    @Test
    void aProfilesTimeRunsToTheResponsesHead() {
        Deadlines late = deadlines(Timeouts.NONE, SECOND);
        late.requestEnded();
        time.advance(SECOND);
        Deadlines inTime = deadlines(Timeouts.NONE, SECOND);
        inTime.responseBegun();
        time.advance(SECOND);

        assertThat(expired).containsExactly("PROFILE at 1000");
    }

    @Test
    void everyTryHasItsOwnTime() {
        Deadlines deadlines = deadlines(Timeouts.NONE, NONE);
        deadlines.tryBegun(SECOND);
        time.advance(Duration.ofMillis(900));
        deadlines.tryBegun(SECOND);
        time.advance(SECOND);
        deadlines.tryBegun(SECOND);
        deadlines.tryEnded();
        time.advance(SECOND);

        assertThat(expired).containsExactly("TRY at 1900");
    }

    @Test
    void afterTheEndNothingRunsOut() {
        Deadlines deadlines = deadlines(new Timeouts(SECOND, SECOND, SECOND), SECOND);
        deadlines.stop();
        deadlines.requestEnded();
        deadlines.tryBegun(SECOND);
        time.advance(Duration.ofSeconds(3));

        assertThat(expired).isEmpty();
    }

    private Deadlines deadlines(Timeouts timeouts, Duration profile) {
        Deadlines deadlines = new Deadlines(time.loop(), ticker, timeouts, this::expired);
        deadlines.start(profile);
        return deadlines;
    }

    private void expired(Limit limit) {
        expired.add(limit + " at " + Duration.between(begun, time.instant()).toMillis());
    }
}
