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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http2PoolTest {
    private static final QueueLimits LIMITS = new QueueLimits(2, Duration.ofSeconds(3));
    private static final Sent HEADERS = new Sent("HEADERS", 3, 0, 0);

    private final TestLoop time = new TestLoop();
    private final List<Promise<Channel>> dials = new ArrayList<>();
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final List<Boolean> readiness = new ArrayList<>();
    private final Http2Pool pool = new Http2Pool(
            time.loop(), this::dial, Http2ClientSettings.of(Http2Windows.standard()), LIMITS, this::changed);
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
    void aRequestTheServerTookAndLeftUnfinishedHasItsReason() throws Exception {
        pool.connect();
        RawHttp2 server = connected();
        RecordedExchange taken = RecordedExchange.once(client, head());
        pool.dispatch(taken);
        server.goAway(3, Http2Error.ENHANCE_YOUR_CALM.code());
        channels.getFirst().pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

        assertThat(client.told).containsExactly("close", "status 502");
        assertThat(taken.broken).isEqualTo("h2(ENHANCE_YOUR_CALM)");
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
    void aBodyThatTheServerDoesNotReadIsLetGoOfBeforeItHasHeardSo() {
        pool.connect();
        connected();
        EmbeddedChannel channel = channels.getFirst();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        RecordedExchange waiting = RecordedExchange.withBody(client, head(), 100, pool::dispatch);
        pool.dispatch(waiting);
        channel.runPendingTasks();
        int before = client.credited;
        waiting.requestUnread();

        assertThat(before).isZero();
        assertThat(client.told).containsExactly("close", "status 503");
        assertThat(client.credited).isEqualTo(100);
    }

    @Test
    void anAnswerThatTheClientDoesNotReadIsBrokenOffThoughItWasWhole() throws Exception {
        pool.connect();
        RawHttp2 server = connected();
        RecordedExchange answered = RecordedExchange.once(client, head());
        pool.dispatch(answered);
        server.ok(3);
        answered.responseUnread();

        assertThat(client.told).containsExactly("status 200", "abandoned");
        assertThat(answered.broken).isEmpty();
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
    void requestsBeyondTheLimitGoOverFurtherConnections() {
        pool.connect();
        RawHttp2 first = connected(0, 1);
        dispatch(3);
        List<RawHttp2> others = List.of(connected(1, 1), connected(2, 1));

        assertThat(dials).hasSize(3);
        assertThat(first.sent()).containsExactly(HEADERS);
        assertThat(others).allSatisfy(other -> assertThat(other.sent()).containsExactly(HEADERS));
    }

    @Test
    void beforeAServerHasSpokenOneRequestIsRiskedAndNoFurtherConnectionWanted() {
        dispatch(2);
        EmbeddedChannel channel = channel();
        dials.getFirst().setSuccess(channel);
        RawHttp2 server = new RawHttp2(channel);
        List<Sent> before = server.sent();
        server.settings();

        assertThat(before).containsExactly(HEADERS);
        assertThat(server.sent()).containsExactly(new Sent("HEADERS", 5, 0, 0));
        assertThat(dials).hasSize(1);
    }

    @Test
    void aLimitKnownFromAnotherConnectionHoldsBeforeAServerHasSpoken() {
        pool.connect();
        connected().allow(1);
        dispatch(3);
        EmbeddedChannel channel = channel();
        dials.get(1).setSuccess(channel);

        assertThat(new RawHttp2(channel).sent()).containsExactly(HEADERS);
    }

    @Test
    void aLimitThatIsLoweredHoldsForWhatComesThen() {
        pool.connect();
        RawHttp2 server = connected().allow(2);
        dispatch(1);
        server.sent();
        server.allow(1);
        dispatch(1);

        assertThat(server.sent()).isEmpty();
        assertThat(connected(1, 1).sent()).containsExactly(HEADERS);
    }

    @Test
    void aServerThatTakesNothingForNowIsWaitedForAndNotDialledAgain() {
        pool.connect();
        RawHttp2 server = connected().allow(0);
        dispatch(1);
        int dialled = dials.size();
        server.allow(1);

        assertThat(dialled).isEqualTo(1);
        assertThat(server.sent()).containsExactly(HEADERS);
        assertThat(client.told).isEmpty();
    }

    @Test
    void aServerThatGoesOnTakingNothingIsGivenUpAfterTheFailFastTime() {
        pool.connect();
        connected().allow(0);
        dispatch(1);
        time.advance(LIMITS.failFast());

        assertThat(dials).hasSize(1);
        assertThat(client.told).containsExactly("close", "status 504");
    }

    @Test
    void whereNoFurtherConnectionCanBeMadeRoomOnThisOneIsAwaited() throws Exception {
        pool.connect();
        RawHttp2 server = connected().allow(1);
        dispatch(2);
        server.sent();
        dials.get(1).setFailure(new ConnectException("refused"));
        server.ok(3);

        assertThat(client.told).containsExactly("status 200");
        assertThat(server.sent()).containsExactly(new Sent("HEADERS", 5, 0, 0));
    }

    @Test
    void aRequestRefusedByAServerThatSaysItsLimitLateGoesOverAnotherConnection() {
        pool.connect();
        RawHttp2 server = connected();
        dispatch(1);
        pool.dispatch(RecordedExchange.twice(client, head(), pool::dispatch));
        server.allow(1).reset(5, Http2Error.REFUSED_STREAM.code());

        assertThat(connected(1, 1).sent()).containsExactly(HEADERS);
        assertThat(client.told).isEmpty();
    }

    @Test
    void aRushDialsSoManyAtOnceAndNoMore() {
        Http2Pool rushed = new Http2Pool(
                time.loop(),
                this::dial,
                Http2ClientSettings.of(Http2Windows.standard()),
                new QueueLimits(100, Duration.ofSeconds(3)),
                () -> {});
        rushed.connect();
        connected().allow(1);
        for (int i = 0; i < 50; i++) {
            rushed.dispatch(RecordedExchange.once(client, head()));
        }

        assertThat(dials).hasSize(1 + 8);
    }

    @Test
    void whatWasOpenedForARushIsClosedAfterItAndOneStays() throws Exception {
        pool.connect();
        RawHttp2 first = connected(0, 1);
        dispatch(2);
        RawHttp2 second = connected(1, 1);
        time.advance(Http2Pool.LOOK_FOR_SURPLUS.multipliedBy(2));
        boolean inUse = channels.stream().allMatch(EmbeddedChannel::isOpen);
        first.ok(3);
        second.ok(3);
        time.advance(Http2Pool.LOOK_FOR_SURPLUS.multipliedBy(2));

        assertThat(inUse).isTrue();
        assertThat(channels.stream().filter(EmbeddedChannel::isOpen)).hasSize(1);
        assertThat(pool.connected()).isTrue();
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

    @Test
    void anInterimAnswerThatIsAllIs502() throws Exception {
        pool.connect();
        RawHttp2 server = connected();
        pool.dispatch(RecordedExchange.begun(client, head()));
        server.sent();
        server.answer(3, "103");

        assertThat(client.told).containsExactly("close", "status 502");
        assertThat(server.sent()).containsExactly(new Sent("RST_STREAM", 3, Http2Error.PROTOCOL_ERROR.code(), 0));
    }

    @Test
    void anAnswerInCrumbsThatNobodyReadsIsPassedInAFewPieces() throws Exception {
        pool.connect();
        RawHttp2 server = connected();
        pool.dispatch(RecordedExchange.once(client, head()));
        server.answering(3);
        for (int i = 0; i < 3_000; i++) {
            server.data(3, 1);
        }
        List<String> told = List.copyOf(client.told);
        server.reset(3, Http2Error.CANCEL.code());

        assertThat(told).containsExactly("status 200", "data 1", "data 1024", "data 1024");
    }

    @Test
    void aServerThatPingsWithoutEndIsHungUpOn() {
        assertEnds(server -> server.ping(1));
    }

    @Test
    void aServerOfInterimAnswersWithoutEndIsHungUpOn() {
        assertEnds(server -> server.interim(3));
    }

    private void assertEnds(Consumer<RawHttp2> flood) {
        pool.connect();
        RawHttp2 server = connected();
        channels.getFirst().freezeTime();
        pool.dispatch(RecordedExchange.once(client, head()));
        for (int i = 0; channels.getFirst().isOpen() && i <= IdleFrames.MOST_IN_A_SECOND; i++) {
            flood.accept(server);
        }

        assertThat(channels.getFirst().isOpen()).isFalse();
        assertThat(client.told).containsExactly("close", "status 502");
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
        EmbeddedChannel channel = channel();
        dials.getLast().setSuccess(channel);
        return new RawHttp2(channel).settings();
    }

    /** That dial succeeds; the server's first word is that it takes so many streams. */
    private RawHttp2 connected(int dial, int streams) {
        EmbeddedChannel channel = channel();
        dials.get(dial).setSuccess(channel);
        return new RawHttp2(channel).allow(streams);
    }

    private EmbeddedChannel channel() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channels.add(channel);
        return channel;
    }

    private void dispatch(int requests) {
        for (int i = 0; i < requests; i++) {
            pool.dispatch(RecordedExchange.once(client, head()));
        }
    }
}
