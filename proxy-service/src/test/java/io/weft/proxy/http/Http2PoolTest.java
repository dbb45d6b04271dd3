package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.http.RawHttp2.Sent;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http2PoolTest {
    private static final QueueLimits LIMITS = new QueueLimits(2, Duration.ofSeconds(3));
    private static final Sent HEADERS = new Sent("HEADERS", 3, 0, 0);

    private final TestLoop time = new TestLoop();
    private final List<Promise<Channel>> dials = new ArrayList<>();
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final List<Boolean> readiness = new ArrayList<>();
    private final Http2Pool pool =
            new Http2Pool(time.loop(), this::dial, Http2Windows.standard(), LIMITS, this::changed);
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void stop() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void aRequestTheServerLeftOutGoesOverTheNextConnection() throws Exception {
        pool.connect();
        RawHttp2 first = connected();
        pool.dispatch(RecordedExchange.withBody(client, head(), 100, pool::dispatch));
        first.goAway(0);
        RawHttp2 second = connected();
        List<Sent> sent = second.sent();
        second.ok(3);

        assertThat(sent).containsExactly(HEADERS, new Sent("DATA", 3, 0, 100));
        assertThat(client.told).containsExactly("status 200");
        assertThat(client.credited).isEqualTo(100);
        assertThat(readiness).containsExactly(true, false, true);
    }

    @Test
    void aRequestTheServerTookBeforeItsEndIsAwaited() throws Exception {
        pool.connect();
        RawHttp2 first = connected();
        pool.dispatch(RecordedExchange.once(client, head()));
        first.goAway(Integer.MAX_VALUE);
        first.goAway(3);
        first.ok(3);

        assertThat(client.told).containsExactly("status 200");
        assertThat(dials).hasSize(1);
    }

    @Test
    void aRefusedRequestIsSentOnceMoreAndNotTwice() {
        pool.connect();
        RawHttp2 server = connected();
        pool.dispatch(RecordedExchange.twice(client, head(), pool::dispatch));
        server.reset(3, Http2Error.REFUSED_STREAM.code());
        List<String> afterTheFirst = List.copyOf(client.told);
        server.reset(5, Http2Error.REFUSED_STREAM.code());

        assertThat(afterTheFirst).isEmpty();
        assertThat(client.told).containsExactly("reset " + Http2Error.REFUSED_STREAM.code());
    }

    @Test
    void anHttp1ClientOfARequestRefusedTwiceGets502() {
        pool.connect();
        RawHttp2 server = connected();
        pool.dispatch(RecordedExchange.twice(client, RecordedExchange.head(Version.HTTP_1_1), pool::dispatch));
        server.reset(3, Http2Error.REFUSED_STREAM.code());
        server.reset(5, Http2Error.REFUSED_STREAM.code());

        assertThat(client.told).containsExactly("close", "status 502");
    }

    @Test
    void aLargeBodyIsNotKeptAndSoNotSentAgain() {
        pool.connect();
        RawHttp2 server = connected();
        pool.dispatch(RecordedExchange.withBody(client, head(), Replay.LIMIT_BYTES + 1, pool::dispatch));
        server.reset(3, Http2Error.REFUSED_STREAM.code());

        assertThat(client.told).containsExactly("reset " + Http2Error.REFUSED_STREAM.code());
        assertThat(client.credited).isEqualTo(Replay.LIMIT_BYTES + 1);
    }

    @Test
    void otherResetsAreNotTriedAgain() {
        pool.connect();
        RawHttp2 server = connected();
        pool.dispatch(RecordedExchange.twice(client, head(), pool::dispatch));
        server.reset(3, Http2Error.INTERNAL_ERROR.code());

        assertThat(client.told).containsExactly("reset " + Http2Error.INTERNAL_ERROR.code());
    }

    @Test
    void whatWaitsForAPlaceThatGoesIsSentElsewhere() {
        List<Exchange> elsewhere = new ArrayList<>();
        Exchange waiting = RecordedExchange.twice(client, head(), elsewhere::add);
        pool.dispatch(waiting);
        pool.retire();

        assertThat(elsewhere).containsExactly(waiting);
    }

    @Test
    void whatComesAfterThePlaceHasGoneIsSentElsewhereOrAnswered() {
        List<Exchange> elsewhere = new ArrayList<>();
        pool.retire();
        Exchange late = RecordedExchange.twice(client, head(), elsewhere::add);
        pool.dispatch(late);
        pool.dispatch(RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_1_1)));

        assertThat(elsewhere).containsExactly(late);
        assertThat(client.told).containsExactly("close", "status 502");
    }

    @Test
    void aPlaceThatCannotBeReachedAnswersEveryoneWhoWaits() {
        pool.dispatch(RecordedExchange.once(client, head()));
        pool.dispatch(RecordedExchange.once(client, head()));
        dials.getFirst().setFailure(new ConnectException("refused"));

        assertThat(client.told).containsExactly("close", "status 502", "close", "status 502");
    }

    @Test
    void whoWaitsForRoomGetsItWhenAStreamEnds() throws Exception {
        pool.connect();
        RawHttp2 server = connected();
        server.allow(1);
        pool.dispatch(RecordedExchange.once(client, head()));
        pool.dispatch(RecordedExchange.once(client, head()));
        List<Sent> first = server.sent();
        server.ok(3);

        assertThat(first).containsExactly(HEADERS);
        assertThat(server.sent()).containsExactly(new Sent("HEADERS", 5, 0, 0));
    }

    @Test
    void aConnectionTheServerEndsIsLeftByItself() throws Exception {
        pool.connect();
        RawHttp2 server = connected();
        pool.dispatch(RecordedExchange.once(client, head()));
        server.goAway(3);
        server.ok(3);

        assertThat(channels.getFirst().isOpen()).isFalse();
    }

    @Test
    void aServerThatCanSendNothingMoreEndsItsStreamsAtOnce() {
        pool.connect();
        connected();
        pool.dispatch(RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_1_1)));
        channels.getFirst().pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

        assertThat(client.told).containsExactly("close", "status 502");
        assertThat(pool.connected()).isFalse();
    }

    @Test
    void moreThanTheQueueHoldsAreRefused() {
        pool.dispatch(RecordedExchange.once(client, head()));
        pool.dispatch(RecordedExchange.once(client, head()));
        pool.dispatch(RecordedExchange.once(client, head()));

        assertThat(client.told).containsExactly("close", "status 503");
    }

    @Test
    void whoHasWaitedForTheFailFastTimeIsGivenUp() {
        pool.dispatch(RecordedExchange.once(client, head()));
        time.advance(LIMITS.failFast().minusMillis(1));
        List<String> before = List.copyOf(client.told);
        time.advance(Duration.ofMillis(1));

        assertThat(before).isEmpty();
        assertThat(client.told).containsExactly("close", "status 504");
    }

    private static RequestHead head() {
        return RecordedExchange.head(Version.HTTP_2);
    }

    private Promise<Channel> dial() {
        Promise<Channel> dialled = ImmediateEventExecutor.INSTANCE.newPromise();
        dials.add(dialled);
        return dialled;
    }

    private void changed() {
        if (readiness.isEmpty() || readiness.getLast() != pool.connected()) {
            readiness.add(pool.connected());
        }
    }

    /** The last dial succeeds; the result is the server's end. */
    private RawHttp2 connected() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channels.add(channel);
        dials.getLast().setSuccess(channel);
        return new RawHttp2(channel).settings();
    }
}
