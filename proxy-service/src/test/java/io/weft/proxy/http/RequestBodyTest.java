package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private static final int LIMIT = 8;

    private final RecordedStream client = new RecordedStream();
    private final List<String> received = new ArrayList<>();
    private final RequestBody body = new RequestBody(client, false);

    private final ClientStream server = new ClientStream() {
        @Override
        public void requestData(ByteBuf data, boolean end) {
            received.add(data.toString(StandardCharsets.UTF_8) + (end ? "." : ""));
            data.release();
        }

        @Override
        public void requestTrailers(Http2Headers trailers) {
            received.add("trailers");
        }

        @Override
        public void responseConsumed(int bytes) {}

        @Override
        public void cancel(long errorCode) {}
    };

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private void sendAll() {
        while (body.waits()) {
            body.sendWaiting(server, LIMIT);
        }
        body.sendTrailers(server);
    }

    @Test
    void whatWaitedIsSentInOrderAndItsLastPieceSaysSo() {
        body.await(text("a"));
        body.await(text("b"));
        body.end();

        sendAll();

        assertThat(received).containsExactly("a", "b.");
    }

    @Test
    void onlyTrailersEndWhatHasThem() {
        body.await(text("a"));
        body.trailers(new DefaultHttp2Headers());

        sendAll();

        assertThat(received).containsExactly("a", "trailers");
    }

    @Test
    void whatWasSentIsSentAgainBeforeWhatCameLater() {
        body.send(server, text("a"), false, LIMIT);
        body.rewind();
        body.await(text("b"));
        body.end();

        sendAll();

        assertThat(received).containsExactly("a", "a", "b.");
    }

    @Test
    void theClientIsCreditedOnceForWhatIsSentTwice() {
        body.send(server, text("abc"), false, LIMIT);
        body.written(3);
        body.rewind();
        sendAll();
        body.written(3);
        body.written(2);

        assertThat(client.credited).isEqualTo(5);
    }

    @Test
    void moreThanTheLimitIsSentOnce() {
        body.send(server, text("123456789"), false, LIMIT);

        assertThat(body.whole()).isFalse();
    }

    @Test
    void nothingIsKeptOnceItIsSettled() {
        body.settle();
        body.send(server, text("a"), false, LIMIT);

        assertThat(body.whole()).isFalse();
    }

    @Test
    void whatIsLetGoIsReleasedAndCredited() {
        ByteBuf data = text("abc");
        body.await(data);

        body.release();

        assertThat(data.refCnt()).isZero();
        assertThat(client.credited).isEqualTo(3);
    }
}
