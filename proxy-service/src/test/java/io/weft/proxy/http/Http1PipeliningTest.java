package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.errors.FaultResponder;
import io.weft.proxy.errors.ProxyFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sends ahead of the answers. */
class Http1PipeliningTest {
    private static final int AHEAD = 4_000;
    private static final long SHIPPED_STACK_BYTES = 256 * 1024;

    private final List<String> seen = new ArrayList<>();
    private final List<ServerStream> waiting = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    Http1PipeliningTest() {
        HttpCodecs.serveHttp1(channel, this::take);
    }

    private RequestListener take(ServerStream stream, RequestHead head, boolean end) {
        seen.add(head.path());
        switch (head.path()) {
            case "/wait" -> waiting.add(stream);
            case "/last" ->
                stream.respond(FaultResponder.head(ProxyFault.OVERLOADED, "", false, false), endsHere(stream));
            default -> stream.respond(ok(), true);
        }
        return new DeafListener();
    }

    private static boolean endsHere(ServerStream stream) {
        stream.closeAfterResponse();
        return true;
    }

    private static Http2Headers ok() {
        return new DefaultHttp2Headers().status("200");
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void thousandsThatAreAnsweredAtOnceFitOnTheStack() throws Exception {
        say(get("/wait") + get("/x").repeat(AHEAD));
        assertThat(seen).containsExactly("/wait");
        CompletableFuture<Integer> answers = new CompletableFuture<>();
        Thread small = new Thread(null, () -> answers.complete(answerFirst()), "small", SHIPPED_STACK_BYTES);
        small.setUncaughtExceptionHandler((thread, overflow) -> answers.completeExceptionally(overflow));
        small.start();

        assertThat(answers.get(60, TimeUnit.SECONDS)).isEqualTo(AHEAD + 1);
        assertThat(seen).hasSize(AHEAD + 1);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private int answerFirst() {
        waiting.getFirst().respond(ok(), true);
        channel.runPendingTasks();
        return answers();
    }

    @Test
    void requestsAheadAreKeptAsBytesBeyondAFew() {
        say(get("/wait").repeat(AHEAD + 1));
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).respond(ok(), true);
        }

        assertThat(seen).hasSize(AHEAD + 1);
    }

    @Test
    void whatStandsBehindAnAnswerThatClosesIsNotTaken() {
        say(get("/wait") + get("/last") + get("/more"));
        waiting.getFirst().respond(ok(), true);
        channel.runPendingTasks();
        channel.advanceTimeBy(HttpLimits.LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();

        assertThat(seen).containsExactly("/wait", "/last");
        assertThat(channel.isOpen()).isFalse();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private void say(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    /** How many have gone out. */
    private int answers() {
        StringBuilder said = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            said.append(next.toString(StandardCharsets.US_ASCII));
            next.release();
        }
        return (int) Pattern.compile("HTTP/1\\.1 200").matcher(said).results().count();
    }
}
