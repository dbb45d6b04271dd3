package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.weft.proxy.control.TestLoop;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http1PoolTest {
    private static final Duration KEEP_IDLE = Duration.ofSeconds(3);
    private static final QueueLimits LIMITS = new QueueLimits(2, Duration.ofSeconds(1));

    private final TestLoop time = new TestLoop();
    private final List<Promise<Channel>> dials = new ArrayList<>();
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final Http1Pool pool = new Http1Pool(time.loop(), this::dial, KEEP_IDLE, 1, LIMITS);
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void stop() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void aConnectionIsUsedAgain() {
        served(head());
        pool.dispatch(RecordedExchange.once(client, head()));
        answer(channels.getFirst());

        assertThat(client.told).containsExactly("status 200", "data 0", "status 200", "data 0");
        assertThat(dials).hasSize(1);
    }

    @Test
    void anUnusedConnectionIsClosedAfterItsTime() {
        EmbeddedChannel channel = served(head());
        time.advance(KEEP_IDLE.minusMillis(1));
        boolean before = channel.isOpen();
        time.advance(Duration.ofMillis(1));

        assertThat(before).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void noMoreThanTheLimitAreKept() {
        pool.dispatch(RecordedExchange.once(client, head()));
        EmbeddedChannel one = connected();
        pool.dispatch(RecordedExchange.once(client, head()));
        EmbeddedChannel other = connected();
        answer(one);
        answer(other);

        assertThat(List.of(one.isOpen(), other.isOpen())).containsExactly(true, false);
    }

    @Test
    void requestsWithAWholeUriHaveConnectionsOfTheirOwn() {
        served(head());
        RequestHead absolute = new RequestHead(head().headers(), Version.HTTP_1_1, true);
        pool.dispatch(RecordedExchange.once(client, absolute));
        EmbeddedChannel second = connected();

        assertThat(said(second)).startsWith("GET http://web/ HTTP/1.1\r\n");
    }

    /** There is room for 24 MiB. */
    @Test
    void ofHeadsThatServersBeginTheFirstAreGivenUpWhereThereIsNoRoom() {
        String head = "HTTP/1.1 200 OK\r\n" + ("X-Large: " + "x".repeat(10_000) + "\r\n").repeat(6);
        for (int i = 0; i < 430; i++) {
            pool.dispatch(RecordedExchange.once(client, head()));
            hear(connected(), head);
        }
        hear(channels.getLast(), "\r\n");

        assertThat(channels.getFirst().isOpen()).isFalse();
        assertThat(channels.stream().filter(EmbeddedChannel::isOpen).count()).isBetween(400L, 425L);
        assertThat(client.told).startsWith("close", "status 502").endsWith("status 200");
    }

    @Test
    void theConnectionOfAnHttp10ClientIsNotKept() {
        RequestHead old = RecordedExchange.head(Version.HTTP_1_0);
        old.headers().set("connection", "keep-alive");

        assertThat(served(old).isOpen()).isFalse();
    }

    @Test
    void theConnectionOfARequestWithoutHostIsNotKept() {
        RequestHead nameless = head();
        nameless.headers().remove("host");

        assertThat(served(nameless).isOpen()).isFalse();
    }

    @Test
    void aRefusedConnectionIs502() {
        pool.dispatch(RecordedExchange.once(client, head()));
        dials.getLast().setFailure(new ConnectException("Connection refused"));

        assertThat(client.told).containsExactly("close", "status 502");
    }

    @Test
    void aConnectionThatDoesNotComeAboutInTimeIs504() {
        pool.dispatch(RecordedExchange.once(client, head()));
        dials.getLast().setFailure(new ConnectTimeoutException("connection timed out"));

        assertThat(client.told).containsExactly("close", "status 504");
    }

    @Test
    void moreThanTheQueueHoldsAreRefused() {
        pool.dispatch(RecordedExchange.once(client, head()));
        pool.dispatch(RecordedExchange.once(client, head()));
        pool.dispatch(RecordedExchange.once(client, head()));

        assertThat(client.told).containsExactly("close", "status 503");
        assertThat(dials).hasSize(2);
    }

    @Test
    void whoHasWaitedForTheFailFastTimeIsGivenUp() {
        pool.dispatch(RecordedExchange.once(client, head()));
        time.advance(LIMITS.failFast());
        EmbeddedChannel late = connected();

        assertThat(client.told).containsExactly("close", "status 504");
        assertThat(said(late)).isEmpty();
    }

    @Test
    void whatIsTriedElsewhereIsNotStartedByAConnectionThatComesLate() {
        List<Exchange> elsewhere = new ArrayList<>();
        Exchange request = RecordedExchange.persistent(client, head(), elsewhere::add);
        pool.dispatch(request);
        time.advance(LIMITS.failFast());
        EmbeddedChannel late = connected();

        assertThat(elsewhere).containsExactly(request);
        assertThat(said(late)).isEmpty();
        assertThat(client.told).isEmpty();
    }

    @Test
    void whatIsTriedElsewhereDoesNotFailWithAConnectionThatIsRefusedLate() {
        pool.dispatch(RecordedExchange.persistent(client, head(), exchange -> {}));
        time.advance(LIMITS.failFast());
        dials.getLast().setFailure(new ConnectException("Connection refused"));

        assertThat(client.told).isEmpty();
    }

    @Test
    void whatIsTriedHereOnceMoreWaitsForTheNewConnectionAlone() {
        pool.dispatch(RecordedExchange.persistent(client, head(), pool::dispatch));
        Promise<Channel> first = dials.getLast();
        time.advance(LIMITS.failFast());
        first.setFailure(new ConnectException("Connection refused"));
        EmbeddedChannel second = connected();
        answer(second);

        assertThat(client.told).containsExactly("status 200", "data 0");
    }

    /** It would be read as the beginning of the next answer. */
    @Test
    void aServerThatSendsABodyWhereThereIsNoneIsNotAskedAgain() {
        pool.dispatch(RecordedExchange.once(client, head()));
        EmbeddedChannel first = connected();
        said(first);
        hear(first, "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}");
        served(head());

        assertThat(first.isOpen()).isFalse();
        assertThat(dials).hasSize(2);
        assertThat(client.told).containsExactly("status 204", "data 0", "status 200", "data 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTT", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"})
    void aServerThatBeginsToAnswerUnaskedIsNotAskedAgain(String unasked) {
        EmbeddedChannel channel = served(head());
        hear(channel, unasked);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anEmptyLineBehindAnAnswerIsNothing() {
        EmbeddedChannel channel = served(head());
        hear(channel, "\r\n");
        pool.dispatch(RecordedExchange.once(client, head()));
        answer(channel);

        assertThat(client.told).containsExactly("status 200", "data 0", "status 200", "data 0");
    }

    @Test
    void theLengthOfAnAnswerToHeadIsNotOfWhatFollows() {
        RequestHead head = head();
        head.headers().method("HEAD");
        pool.dispatch(RecordedExchange.once(client, head));
        EmbeddedChannel channel = connected();
        said(channel);
        hear(channel, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
        pool.dispatch(RecordedExchange.once(client, head()));
        answer(channel);

        assertThat(client.told).containsExactly("status 200", "data 0", "status 200", "data 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "000", "1000"})
    void anAnswerWithoutAStatusIs502(String status) {
        pool.dispatch(RecordedExchange.once(client, head()));
        EmbeddedChannel channel = connected();
        said(channel);
        hear(channel, "HTTP/1.1 " + status + " Odd\r\nContent-Length: 0\r\n\r\n");

        assertThat(client.told).containsExactly("close", "status 502");
    }

    /** The write that failed has taken the error; what the kernel tells of after it is an end. */
    @Test
    void whatEndsWithAConnectionThatWasResetIsHalfAnAnswer() {
        pool.dispatch(RecordedExchange.begun(client, head()));
        EmbeddedChannel channel = connected();
        hear(channel, "HTTP/1.1 200 OK\r\n\r\nhalf");
        channel.pipeline().fireUserEventTriggered(ChannelOutputShutdownEvent.INSTANCE);
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

        assertThat(client.told).containsExactly("status 200", "data 4", "reset 2");
    }

    @Test
    void anAnswerInCrumbsThatNobodyReadsIsPassedInAFewPieces() {
        pool.dispatch(RecordedExchange.once(client, head()));
        hear(connected(), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(3_000));

        assertThat(client.told).containsExactly("status 200", "data 1", "data 1024", "data 1024");
    }

    private static RequestHead head() {
        return RecordedExchange.head(Version.HTTP_1_1);
    }

    private Promise<Channel> dial() {
        Promise<Channel> dialled = ImmediateEventExecutor.INSTANCE.newPromise();
        dials.add(dialled);
        return dialled;
    }

    private EmbeddedChannel connected() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channels.add(channel);
        dials.getLast().setSuccess(channel);
        return channel;
    }

    /** The connection that has carried one request and its answer. */
    private EmbeddedChannel served(RequestHead head) {
        pool.dispatch(RecordedExchange.once(client, head));
        EmbeddedChannel channel = connected();
        answer(channel);
        return channel;
    }

    private static void answer(EmbeddedChannel channel) {
        said(channel);
        hear(channel, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }

    private static void hear(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        channel.runPendingTasks();
    }

    private static String said(EmbeddedChannel channel) {
        channel.runPendingTasks();
        StringBuilder said = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            said.append(next.toString(StandardCharsets.US_ASCII));
            next.release();
        }
        return said.toString();
    }
}
