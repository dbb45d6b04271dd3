package io.weft.proxy.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests sent before the one in front of them is answered. Those for {@code /held} wait for a test, others are refused. */
class Http1ServerHandlerTest {
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 (\\d{3}) .*\r\n(?:nr: (\\d+)\r\n)?");
    private static final long STACK_BYTES = 256 * 1024; // what our threads have
    private static final int MANY = 4_000;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<ServerStream> held = new ArrayList<>();
    private int seen;

    Http1ServerHandlerTest() {
        HttpCodecs.serveHttp1(channel, HeadRoom.beside(100), (stream, head, end) -> {
            seen++;
            if (head.path().equals("/held")) {
                held.add(stream);
            } else {
                stream.respond(
                        new DefaultHttp2Headers()
                                .status("403")
                                .set("nr", head.path().substring(1)),
                        true);
            }
            return new DeafListener();
        });
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void thousandsThatAreRefusedOnTheSpotAreAnsweredInOrderOnASmallStack() throws Exception {
        say(get("held") + refused(MANY));
        Throwable failure = onASmallStack(() -> answer(0, "200"));

        assertThat(failure).isNull();
        assertThat(answers())
                .isEqualTo(
                        Stream.concat(Stream.of("200"), IntStream.range(0, MANY).mapToObj(number -> "403 " + number))
                                .toList());
    }

    @Test
    void thousandsThatAreServedAreAnsweredInOrder() {
        say(get("held").repeat(1_000));
        for (int i = 0; i < 1_000; i++) {
            answer(i, "200");
        }

        assertThat(answers()).hasSize(1_000).containsOnly("200");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void ofWhatIsSentAheadNoMoreIsDecodedThanIsEnough() {
        say(get("held") + refused(MANY));

        assertThat(requireNonNull(channel.pipeline().get(Http1ServerHandler.class))
                        .messages())
                .isEqualTo(2 * (1 + HttpLimits.MAX_REQUESTS_AHEAD)); // a head and an end each
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void whileBytesWaitToBeDecodedNoMoreAreRead() {
        say(get("held").repeat(HttpLimits.MAX_REQUESTS_AHEAD + 2));
        for (int i = 0; i < HttpLimits.MAX_REQUESTS_AHEAD; i++) {
            answer(i, "200");
        }

        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void aClientThatReadsLateIsStillAnsweredWhenItHasSaidItsPart() {
        say(get("held").repeat(HttpLimits.MAX_REQUESTS_AHEAD + 2));
        for (int i = 0; i < HttpLimits.MAX_REQUESTS_AHEAD; i++) {
            answer(i, "200");
        }
        clientReads(false);
        answer(HttpLimits.MAX_REQUESTS_AHEAD, "200");
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        clientReads(true);
        answer(HttpLimits.MAX_REQUESTS_AHEAD + 1, "200");

        assertThat(answers()).hasSize(HttpLimits.MAX_REQUESTS_AHEAD + 2);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void behindTheLastAnswerNothingMoreIsLookedAt() {
        say(get("held") + "GET /0 HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n" + get("1"));
        answer(0, "200");
        channel.runPendingTasks();

        assertThat(answers()).containsExactly("200", "403 0");
        assertThat(seen).isEqualTo(2);
    }

    private static String refused(int count) {
        return String.join(
                "",
                IntStream.range(0, count)
                        .mapToObj(number -> get(Integer.toString(number)))
                        .toList());
    }

    private static String get(String path) {
        return "GET /" + path + " HTTP/1.1\r\nHost: web\r\n\r\n";
    }

    private void say(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void clientReads(boolean reads) {
        requireNonNull(channel.unsafe().outboundBuffer()).setUserDefinedWritability(1, reads);
        channel.runPendingTasks();
    }

    private void answer(int request, String status) {
        held.get(request).respond(new DefaultHttp2Headers().status(status), true);
    }

    private static AtomicReference<Throwable> failureOf(Thread thread) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        thread.setUncaughtExceptionHandler((dead, why) -> failure.set(why));
        return failure;
    }

    private static Throwable onASmallStack(Runnable work) throws InterruptedException {
        Thread thread = new Thread(null, work, "small", STACK_BYTES);
        AtomicReference<Throwable> failure = failureOf(thread);
        thread.start();
        thread.join();
        return failure.get();
    }

    /** Status, and which request it is the answer to. */
    private List<String> answers() {
        channel.runPendingTasks();
        StringBuilder all = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.append(next.toString(StandardCharsets.US_ASCII));
            next.release();
        }
        return ANSWER.matcher(all)
                .results()
                .map(answer -> answer.group(2) == null ? answer.group(1) : answer.group(1) + " " + answer.group(2))
                .toList();
    }
}
