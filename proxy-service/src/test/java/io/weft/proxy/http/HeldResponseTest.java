package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 5.1, trailer peek: what came with the beginning of a response is seen before that is passed on. */
class HeldResponseTest {
    private static final Http2Headers HEAD = new DefaultHttp2Headers().status("200");
    private static final Http2Headers BAD = new DefaultHttp2Headers().set("grpc-status", "14");
    private static final Http2Headers GOOD = new DefaultHttp2Headers().set("grpc-status", "0");

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RecordedStream client = new RecordedStream();
    private final ByteBuf data = Unpooled.wrappedBuffer(new byte[5]);
    private final RecordedExchange exchange = RecordedExchange.holding(
            client, RecordedExchange.head(Version.HTTP_2), trailers -> trailers != null && trailers.equals(BAD));

    HeldResponseTest() {
        exchange.start(new Connection());
        exchange.responseHead(HEAD, false);
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
        assertThat(data.refCnt()).isZero();
    }

    @Test
    void anEndThatCameWithTheFirstPieceIsSeen() {
        exchange.responseData(data, false);
        exchange.responseTrailers(BAD);
        channel.runPendingTasks();

        assertThat(client.told).isEmpty();
    }

    @Test
    void aGoodEndPassesEverythingOn() {
        exchange.responseData(data, false);
        exchange.responseTrailers(GOOD);

        assertThat(client.told).containsExactly("status 200", "data 5", "trailers");
    }

    @Test
    void thePieceIsNotDelayedBeyondWhatCameWithIt() {
        exchange.responseData(data, false);
        channel.runPendingTasks();
        exchange.responseTrailers(BAD);

        assertThat(client.told).containsExactly("status 200", "data 5", "trailers");
    }

    @Test
    void aSecondPieceIsNotHeld() {
        exchange.responseData(data, false);
        exchange.responseData(Unpooled.wrappedBuffer(new byte[2]), false);

        assertThat(client.told).containsExactly("status 200", "data 5", "data 2");
    }

    @Test
    void aPieceThatEndsTheResponseIsNotHeld() {
        exchange.responseData(data, true);

        assertThat(client.told).containsExactly("status 200", "data 5");
    }

    @Test
    void whatIsHeldOfAStreamThatBreaksIsNeverTold() {
        exchange.responseData(data, false);
        exchange.responseFailed(StreamFailure.reset(Http2Error.INTERNAL_ERROR.code()));
        channel.runPendingTasks();

        assertThat(client.told).containsExactly("reset " + Http2Error.INTERNAL_ERROR.code());
    }

    @Test
    void whatIsHeldForAClientThatLeavesIsDropped() {
        exchange.responseData(data, false);
        exchange.requestReset(Http2Error.CANCEL.code());
        channel.runPendingTasks();

        assertThat(client.told).isEmpty();
    }

    private final class Connection implements ClientConnection {
        @Override
        public boolean available() {
            return true;
        }

        @Override
        public ClientStream open(RequestHead head, boolean end, ResponseListener listener) {
            return new SilentStream();
        }

        @Override
        public void retire() {}

        @Override
        public Channel channel() {
            return channel;
        }
    }
}
