package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.CharsetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.weft.proxy.transport.Backlog;
import io.weft.proxy.transport.BacklogEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PieceGathererTest {
    private static final int PIECES = 3_000;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> passed = new ArrayList<>();
    private int kept; // bytes, by the last that was passed
    private final PieceGatherer body = new PieceGatherer() {
        @Override
        EventExecutor loop() {
            return channel.eventLoop();
        }

        @Override
        void pass(ByteBuf data, boolean end) {
            passed.add(data.toString(CharsetUtil.US_ASCII) + (end ? "!" : ""));
            kept = data.unwrap() == null ? data.capacity() : data.unwrap().capacity();
            data.release();
        }

        @Override
        protected void giveUp() {
            passed.add("given up");
        }
    };
    private final BacklogEntry others = new BacklogEntry() {
        @Override
        protected void giveUp() {
            passed.add("others given up");
        }
    };
    private final List<ServerStream> clients = new ArrayList<>();
    private final List<Integer> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void whereAllHasBeenWrittenNoneWaits() {
        came("a", false);
        body.credited(1);
        came("b", false);

        assertThat(passed).containsExactly("a", "b");
    }

    @Test
    void smallOnesWaitTogetherForTheOneBeforeThem() {
        came("a", false);
        came("b", false);
        came("c", false);
        body.credited(1);
        List<String> before = List.copyOf(passed);
        channel.runPendingTasks();

        assertThat(before).as("while the write is under way").containsExactly("a");
        assertThat(passed).containsExactly("a", "bc");
    }

    @Test
    void aLargeOneIsPassedBehindThem() {
        String large = "x".repeat(PieceGatherer.SMALL);
        came("a", false);
        came("b", false);
        came(large, false);

        assertThat(passed).containsExactly("a", "b", large);
    }

    @Test
    void asMuchAsALargeOneIsPassed() {
        String half = "x".repeat(PieceGatherer.SMALL / 2 + 1);
        came("a", false);
        came(half, false);
        came(half, false);
        body.passGathered();

        assertThat(passed).containsExactly("a", half, half);
    }

    @Test
    void theEndWaitsForNothing() {
        came("a", false);
        came("b", false);
        came("c", true);

        assertThat(passed).containsExactly("a", "bc!");
    }

    @Test
    void anEmptyEndIsOne() {
        came("a", false);
        came("", true);

        assertThat(passed).containsExactly("a", "!");
    }

    @Test
    void whatIsDroppedIsNotPassed() {
        came("a", false);
        came("b", false);
        body.credited(1);
        body.drop();
        channel.runPendingTasks();

        assertThat(passed).containsExactly("a");
    }

    @Test
    void whatIsCutFromFarMoreKeepsItsOwnBytesAlone() {
        ByteBuf read = Unpooled.wrappedBuffer("x".repeat(64 * 1024).getBytes(CharsetUtil.US_ASCII));
        body.came(read.readRetainedSlice(100), false);
        int ofLittle = kept;
        body.came(read.readRetainedSlice(16 * 1024), false);
        int ofMuch = kept;
        read.release();

        assertThat(ofLittle).isEqualTo(100);
        assertThat(ofMuch).isEqualTo(64 * 1024);
    }

    @Test
    void ofAnHttp1ClientThatIsNotRead() {
        HttpCodecs.serveHttp1(channel, HeadRoom.beside(100), this::request);
        say("POST / HTTP/1.1\r\nHost: web\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(PIECES));
        int few = heard.size();
        clients.getFirst().requestConsumed(heard());
        channel.runPendingTasks();

        assertThat(few).isLessThanOrEqualTo(4);
        assertThat(heard()).isEqualTo(PIECES);
    }

    @Test
    void anHttp1ClientIsReadLessAheadWhereMuchWaits() {
        HttpCodecs.serveHttp1(channel, HeadRoom.beside(100), this::request);
        say("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(20 * 1024));
        boolean alone = channel.config().isAutoRead();
        Backlog.ofThisLoop().add(others, 8 * 1024 * 1024);
        say("x".repeat(2 * 1024));
        boolean besideOthers = channel.config().isAutoRead();
        Backlog.ofThisLoop().leave(others);
        clients.getFirst().requestConsumed(heard());

        assertThat(alone).isTrue();
        assertThat(besideOthers).isFalse();
        assertThat(channel.config().isAutoRead()).as("once it was read").isTrue();
    }

    @Test
    void ofAnHttp2ClientThatIsNotRead() throws Exception {
        HttpCodecs.serveHttp2(
                channel, Http2ServerSettings.standard(), ResetLimit.OF_ONE, HeadRoom.beside(100), this::request);
        RawHttp2 client = new RawHttp2(channel).greet().post(3);
        for (int i = 0; i < PIECES; i++) {
            client.data(3, 1);
        }
        int few = heard.size();
        clients.getFirst().requestConsumed(heard());
        channel.runPendingTasks();

        assertThat(few).isLessThanOrEqualTo(4);
        assertThat(heard()).isEqualTo(PIECES);
    }

    private RequestListener request(ServerStream client, RequestHead head, boolean end) {
        clients.add(client);
        return new RequestListener() {
            @Override
            public void requestData(ByteBuf data, boolean last) {
                heard.add(data.readableBytes());
                data.release();
            }

            @Override
            public void requestTrailers(Http2Headers trailers) {}

            @Override
            public void requestReset(long errorCode) {}

            @Override
            public void requestUnread() {}

            @Override
            public void responseWritten(int bytes) {}
        };
    }

    private int heard() {
        return heard.stream().mapToInt(bytes -> bytes).sum();
    }

    private void say(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, CharsetUtil.US_ASCII));
        channel.runPendingTasks();
    }

    private void came(String text, boolean end) {
        body.came(Unpooled.copiedBuffer(text, CharsetUtil.US_ASCII), end);
    }
}
