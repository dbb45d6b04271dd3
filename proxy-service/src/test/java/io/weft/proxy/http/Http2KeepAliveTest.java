package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.weft.core.Http2Params.KeepAlive;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.http.RawHttp2.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that were dialled; of those accepted see {@link Http2ServerHandlerTest}. */
class Http2KeepAliveTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final QueueLimits LIMITS = new QueueLimits(10, Duration.ofSeconds(3));

    private final TestLoop time = new TestLoop();
    private final List<Promise<Channel>> dials = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RawHttp2 server = new RawHttp2(channel);
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aServerThatIsSilentAfterAPingIsLeftAndItsRequestsAreAnswered() {
        Http2Pool pool = connected(true);
        pool.dispatch(RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_1_1)));
        server.sent();
        pass(INTERVAL);
        List<Sent> atTheInterval = server.sent();
        pass(TIMEOUT.minusMillis(1));
        boolean before = pool.connected();
        pass(Duration.ofMillis(1));

        assertThat(atTheInterval).extracting(Sent::what).containsExactly("PING");
        assertThat(before).isTrue();
        assertThat(pool.connected()).isFalse();
        assertThat(channel.isOpen()).isFalse();
        assertThat(client.told).containsExactly("close", "status 502");
    }

    @Test
    void whatComesAfterASilentServerWasLeftGoesOverAnotherConnection() {
        Http2Pool pool = connected(true);
        pass(INTERVAL);
        pass(TIMEOUT);
        pool.dispatch(RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_2)));

        assertThat(dials).hasSize(2);
    }

    @Test
    void aServerThatAnswersPingsStays() {
        Http2Pool pool = connected(true);
        for (int i = 0; i < 5; i++) {
            pass(INTERVAL);
            server.acknowledge(server.sent().getFirst().number());
        }

        assertThat(pool.connected()).isTrue();
    }

    @Test
    void whateverAServerSendsShowsThatItIsThere() throws Exception {
        Http2Pool pool = connected(true);
        pool.dispatch(RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_2)));
        pass(INTERVAL);
        server.ok(3);
        pass(TIMEOUT);

        assertThat(pool.connected()).isTrue();
    }

    @Test
    void anIdleConnectionIsNotPingedUnlessThatIsWanted() {
        Http2Pool pool = connected(false);
        server.sent();
        pass(INTERVAL);
        List<Sent> idle = server.sent();
        pool.dispatch(RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_2)));
        server.sent();
        pass(INTERVAL);

        assertThat(idle).isEmpty();
        assertThat(server.sent()).extracting(Sent::what).containsExactly("PING");
    }

    @Test
    void nothingIsPingedWhereNothingIsSaidOfIt() {
        connected(Optional.empty());
        server.sent();
        pass(Duration.ofHours(1));

        assertThat(server.sent()).isEmpty();
    }

    @Test
    void aClosedConnectionKeepsNoTimer() {
        connected(true);
        channel.close();

        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    private Http2Pool connected(boolean whileIdle) {
        return connected(Optional.of(new KeepAlive(INTERVAL, TIMEOUT, whileIdle)));
    }

    private Http2Pool connected(Optional<KeepAlive> keepAlive) {
        Http2ClientSettings settings = new Http2ClientSettings(Http2Windows.standard(), keepAlive, OptionalInt.empty());
        Http2Pool pool = new Http2Pool(time.loop(), this::dial, settings, LIMITS, () -> {});
        channel.freezeTime();
        pool.connect();
        dials.getFirst().setSuccess(channel);
        server.settings();
        return pool;
    }

    private Promise<Channel> dial() {
        Promise<Channel> dialled = ImmediateEventExecutor.INSTANCE.newPromise();
        dials.add(dialled);
        return dialled;
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }
}
