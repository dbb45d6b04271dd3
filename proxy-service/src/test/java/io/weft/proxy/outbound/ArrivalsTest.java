package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.QueueLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final QueueLimits TWO = new QueueLimits(2, Duration.ofSeconds(3));
    private final RuntimeException refused = new RuntimeException("refused");

    private final TestLoop time = new TestLoop();
    private final Promise<Destination> known = time.loop().newPromise();
    private final Arrivals arrivals = new Arrivals(time.loop(), known);

    @Test
    void whoWaitsHearsWhatIsKnownAndWhoComesLaterHearsItAtOnce() {
        Future<Destination> early = arrivals.join(TWO);
        known.setFailure(refused);
        time.run();

        assertThat(List.of(early, arrivals.join(TWO))).extracting(Future::cause).containsOnly(refused);
    }

    @Test
    void whoHasWaitedForTheFailFastTimeFailsAloneAndWhoCameLaterGoesOnWaiting() {
        Future<Destination> first = arrivals.join(TWO);
        time.advance(Duration.ofSeconds(2));
        Future<Destination> second = arrivals.join(TWO);
        time.advance(Duration.ofSeconds(1));

        assertThat(fault(first)).isEqualTo(ProxyFault.FAIL_FAST);
        assertThat(second.isDone()).isFalse();
    }

    @Test
    void beyondTheCapacityNobodyWaits() {
        Future<Destination> first = arrivals.join(TWO);
        Promise<Destination> second = arrivals.join(TWO);

        assertThat(fault(arrivals.join(TWO))).isEqualTo(ProxyFault.OVERLOADED);
        assertThat(first.isDone()).isFalse();
        second.cancel(false);
        assertThat(arrivals.join(TWO).isDone()).as("one has gone").isFalse();
    }

    private static ProxyFault fault(Future<Destination> failed) {
        return ((Arrivals.NotKnownException) failed.cause()).fault();
    }
}
