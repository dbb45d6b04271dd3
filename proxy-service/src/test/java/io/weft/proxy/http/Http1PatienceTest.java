package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.weft.proxy.errors.ProxyFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http1PatienceTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HeadRoom room = HeadRoom.beside(100);
    private final List<ServerStream> requests = new ArrayList<>();
    private final List<ProxyFault> refusals = new ArrayList<>();

    Http1PatienceTest() {
        channel.freezeTime();
        HttpCodecs.serveHttp1(channel, room, new RequestHandler() {
            @Override
            public RequestListener request(ServerStream stream, RequestHead head, boolean end) {
                requests.add(stream);
                return new DeafListener();
            }

            @Override
            public boolean refused(ProxyFault fault) {
                return refusals.add(fault);
            }
        });
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aHeadThatDripsIsGivenUpAfterHalfAMinute() {
        say("GET / HT");
        for (int i = 0; i < 29; i++) {
            pass(Duration.ofSeconds(1));
            say("T");
        }
        boolean before = channel.isOpen();
        pass(Duration.ofSeconds(1));

        assertThat(before).isTrue();
        assertThat(channel.isOpen()).isFalse();
        assertThat(refusals).containsExactly(ProxyFault.BAD_REQUEST);
    }

    /** There is room for 200 KiB. */
    @Test
    void whoBeginsALargeHeadWhereThereIsNoRoomIsRefused() {
        room.newShare().fits(180 * 1024);
        say("GET / HTTP/1.1\r\nHost: web\r\nX-Large: " + "x".repeat(19 * 1024));
        boolean before = refusals.isEmpty();
        say("x".repeat(2 * 1024) + "\r\n");
        say("X-Larger: " + "x".repeat(40 * 1024) + "\r\n\r\n");
        ByteBuf answer = channel.readOutbound();
        boolean lingers = channel.isOpen(); // a reset may overtake the answer
        channel.close();

        assertThat(before).isTrue();
        assertThat(lingers).isTrue();
        assertThat(refusals).containsExactly(ProxyFault.OVERLOADED);
        assertThat(answer.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 503 ");
        answer.release();
        assertThat(room.newShare().fits(20 * 1024)).as("it is given back").isTrue();
    }

    @Test
    void whoseHeadsAreSmallNeedsNoRoom() {
        room.newShare().fits(200 * 1024);
        say("GET / HTTP/1.1\r\nHost: web\r\n");
        say("X-Small: " + "x".repeat(2_000) + "\r\n\r\n");

        assertThat(requests).hasSize(1);
    }

    /** Its codec has grown. */
    @Test
    void whoHasSaidALargeHeadIsAnsweredAndKeepsItsRoomWhileItIsConnected() {
        say("GET / HTTP/1.1\r\nHost: web\r\nX-Large: " + "x".repeat(60 * 1024) + "\r\n\r\n");
        requests.getFirst().respond(new DefaultHttp2Headers().status("204"), true);
        boolean open = channel.isOpen();
        boolean room150 = room.newShare().fits(150 * 1024);
        channel.close();

        assertThat(open).isTrue();
        assertThat(room150).isFalse();
        assertThat(room.newShare().fits(200 * 1024)).isTrue();
    }

    @Test
    void whoseLargeHeadCannotBeKeptIsAnsweredAndHasToComeAgain() {
        room.newShare().fits(180 * 1024);
        say("GET / HTTP/1.1\r\nHost: web\r\nX-Large: " + "x".repeat(60 * 1024) + "\r\n\r\n");
        requests.getFirst().respond(new DefaultHttp2Headers().status("204"), true);
        ByteBuf answer = channel.readOutbound();

        assertThat(answer.toString(StandardCharsets.US_ASCII)).containsIgnoringCase("connection: close");
        assertThat(channel.isOpen()).isFalse();
        answer.release();
    }

    @Test
    void aSecondHeadThatDripsIsGivenUpToo() {
        say("GET / HTTP/1.1\r\nHost: web\r\n\r\n");
        requests.getFirst().respond(new DefaultHttp2Headers().status("204"), true);
        pass(Duration.ofHours(1));
        say("GET / HTTP/1.1\r\nHo");
        boolean before = channel.isOpen();
        pass(Duration.ofSeconds(30));

        assertThat(before).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aHeadThatBeginsInOneReadWithARequestIsGivenUpToo() {
        say("GET / HTTP/1.1\r\nHost: web\r\n\r\nGET / HTTP/1.1\r\nHo");
        requests.getFirst().respond(new DefaultHttp2Headers().status("204"), true);
        pass(Duration.ofSeconds(20));
        boolean before = channel.isOpen();
        pass(Duration.ofSeconds(10));

        assertThat(before).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }

    /** There is room for 200 KiB. */
    @Test
    void aLargeHeadThatBeginsInOneReadWithARequestNeedsRoom() {
        say("GET / HTTP/1.1\r\nHost: web\r\n\r\nGET / HTTP/1.1\r\nX: " + "x".repeat(60 * 1024));

        assertThat(room.newShare().fits(150 * 1024)).isFalse();
        assertThat(room.newShare().fits(130 * 1024)).isTrue();
    }

    @Test
    void largeTrailersNeedRoom() {
        sayTrailers();

        assertThat(room.newShare().fits(160 * 1024)).isFalse();
        assertThat(room.newShare().fits(140 * 1024)).isTrue();
    }

    @Test
    void largeTrailersThatDripAreGivenUp() {
        sayTrailers();
        for (int i = 0; i < 29; i++) {
            pass(Duration.ofSeconds(1));
            say("x");
        }
        boolean before = channel.isOpen();
        pass(Duration.ofSeconds(1));

        assertThat(before).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }

    /** 50 KiB of them, without an end. */
    private void sayTrailers() {
        say("POST / HTTP/1.1\r\nHost: web\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n");
        for (int i = 0; i < 5; i++) {
            say("X-" + i + ": " + "x".repeat(10 * 1024) + "\r\n");
        }
    }

    /** RFC 9112 §2.2: some clients end a body with one. */
    @Test
    void anEmptyLineBehindARequestIsNoHead() {
        say("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 1\r\n\r\nx\r\n");
        say("\r\n");
        requests.getFirst().respond(new DefaultHttp2Headers().status("204"), true);
        pass(Duration.ofHours(1));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void chunksMayComeMinutesApart() {
        say("POST / HTTP/1.1\r\nHost: web\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMinutes(4));
            say("1\r\nx\r\n");
        }

        assertThat(channel.isOpen()).isTrue();
    }

    /** It is we who do not read, until what stands before it is answered. */
    @Test
    void aHeadBehindARequestThatWaitsMayWait() {
        say("GET / HTTP/1.1\r\nHost: web\r\n\r\n".repeat(2) + "GET / HTTP/1.1\r\nHo");
        boolean reads = channel.config().isAutoRead();
        pass(Duration.ofHours(1));
        boolean open = channel.isOpen();
        requests.getFirst().respond(new DefaultHttp2Headers().status("204"), true);
        requests.getLast().respond(new DefaultHttp2Headers().status("204"), true);
        pass(Duration.ofSeconds(30));

        assertThat(reads).isFalse();
        assertThat(open).isTrue();
        assertThat(requests).hasSize(2);
        assertThat(channel.isOpen()).as("now it could have come").isFalse();
    }

    @Test
    void aConnectionBetweenRequestsMayWait() {
        say("GET / HT");
        pass(Duration.ofSeconds(19));
        say("TP/1.1\r\nHost: web\r\n\r\n");
        requests.getFirst().respond(new DefaultHttp2Headers().status("204"), true);
        pass(Duration.ofDays(1));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aRequestThatIsAnsweredSlowlyMayWait() {
        say("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 5\r\n\r\nhe");
        say("llo");
        pass(Duration.ofDays(1));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aBodyThatFallsSilentIsGivenUpAfterFiveMinutes() {
        say("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 5\r\n\r\nhe");
        pass(Duration.ofMinutes(4));
        say("l");
        pass(Duration.ofMinutes(5));
        boolean before = channel.isOpen();
        pass(Duration.ofSeconds(20));

        assertThat(before).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aBodyThatWeDoNotReadIsNotBlamed() {
        say("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 500000\r\n\r\n" + "x".repeat(100_000));
        assertThat(channel.config().isAutoRead()).isFalse();
        pass(Duration.ofHours(1));

        assertThat(channel.isOpen()).isTrue();
    }

    /** Whether they are requests is known when the upgrade has been answered. */
    @Test
    void whatFollowsAnUpgradeMayWait() {
        say("GET / HTTP/1.1\r\nHost: web\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n");
        say("early");
        pass(Duration.ofHours(1));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void requestsThatAreKeptForLaterMayWait() {
        say("GET / HTTP/1.1\r\nHost: web\r\n\r\n".repeat(1_000));
        say("GET / HTTP/1.1\r\n");
        pass(Duration.ofHours(1));

        assertThat(channel.isOpen()).isTrue();
    }

    private void say(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void pass(Duration time) {
        for (long seconds = time.toSeconds(); seconds > 0; seconds -= 10) {
            channel.advanceTimeBy(Math.min(10, seconds), TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }
}
