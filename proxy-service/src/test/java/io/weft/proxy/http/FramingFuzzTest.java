package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.errors.FaultResponder;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.mesh.StrictHttp1;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whatever a client says in HTTP/1: what reaches a server is one request for each that was taken, and no doubt about any. */
class FramingFuzzTest {
    /** The first byte says in how large pieces the rest arrives; 0: all of it at once. */
    @FuzzTest
    void eachRequestReachesAServerAsOneThatCannotBeReadTwoWays(byte[] said) throws IOException {
        List<Sent> sent = new ArrayList<>();
        EmbeddedChannel client = new EmbeddedChannel();
        HttpCodecs.serveHttp1(client, HeadRoom.beside(100), (stream, head, end) -> {
            Sent next = new Sent(stream);
            sent.add(next);
            next.begin(head, end);
            return next;
        });
        byte[] bytes = said.length == 0 ? said : Arrays.copyOfRange(said, 1, said.length);
        int piece = said.length == 0 || said[0] == 0 ? Math.max(1, bytes.length) : said[0] & 0xff;
        for (int from = 0; from < bytes.length && client.isActive(); from += piece) {
            client.writeInbound(Unpooled.copiedBuffer(bytes, from, Math.min(piece, bytes.length - from)));
        }
        client.finishAndReleaseAll();

        for (Sent one : sent) {
            one.check();
        }
    }

    /** One request, on a connection of its own, which answers as soon as all of it is sent. */
    private static final class Sent implements RequestListener, ResponseListener {
        private final ServerStream client;
        private final EmbeddedChannel server = new EmbeddedChannel();
        private final Http1ClientHandler connection = new Http1ClientHandler(idle -> {});
        private ClientStream stream = new SilentStream();
        private boolean whole;

        Sent(ServerStream client) {
            this.client = client;
        }

        void begin(RequestHead head, boolean end) {
            if (head.headers().authority() == null) {
                head.headers().authority("web"); // as a proxy knows it from where the client connected to
            }
            if (Http1Heads.speakable(head)) {
                HttpCodecs.dialHttp1(server, connection);
                stream = connection.open(head, end, this);
                ended(end);
            } else {
                client.respond(FaultResponder.head(ProxyFault.BAD_REQUEST, "", false, false), true);
            }
        }

        private void ended(boolean end) {
            whole |= end;
            if (end) {
                server.flushOutbound();
                client.respond(new DefaultHttp2Headers().status("200"), true);
            }
        }

        void check() throws IOException {
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (ByteBuf next = server.readOutbound(); next != null; next = server.readOutbound()) {
                next.readBytes(wire, next.readableBytes());
                next.release();
            }
            server.finishAndReleaseAll();
            StrictHttp1 strict = new StrictHttp1(new ByteArrayInputStream(wire.toByteArray()));
            try {
                boolean read = strict.next().isPresent();
                assertThat(read).as(wire.toString(StandardCharsets.ISO_8859_1)).isEqualTo(wire.size() > 0);
                assertThat(strict.next()).isEmpty();
            } catch (EOFException half) {
                assertThat(whole).as(wire.toString(StandardCharsets.ISO_8859_1)).isFalse();
            }
        }

        @Override
        public void requestData(ByteBuf data, boolean end) {
            stream.requestData(data, end);
            ended(end);
        }

        @Override
        public void requestTrailers(Http2Headers trailers) {
            stream.requestTrailers(trailers);
            ended(true);
        }

        @Override
        public void requestReset(long errorCode) {
            stream.cancel(errorCode);
        }

        @Override
        public void requestUnread() {}

        @Override
        public void responseWritten(int bytes) {}

        @Override
        public void responseUnread() {}

        @Override
        public void requestWritten(int bytes) {
            client.requestConsumed(bytes);
        }

        @Override
        public void responseSwitched(Http2Headers head, Channel far) {
            far.close();
        }

        @Override
        public void responseHead(Http2Headers response, boolean end) {}

        @Override
        public void responseData(ByteBuf data, boolean end) {
            data.release();
        }

        @Override
        public void responseTrailers(Http2Headers trailers) {}

        @Override
        public void responseFailed(StreamFailure failure) {}
    }
}
