package io.weft.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.weft.proxy.identity.Credentials;
import io.weft.proxy.transport.OutputEnd;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client and a server whose TLS is up and real, and between them nobody: records are carried by hand. */
final class TlsPair implements AutoCloseable {
    private static final String SERVER = "server.test.serviceaccount.identity.linkerd.cluster.local";
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    private final MeshTls tls = new MeshTls(AUTHORITY.anchors(), Duration.ofSeconds(10));

    /** Ends of input that came through at the server. */
    final List<Object> ends = new ArrayList<>();

    /** Has the handler under test. */
    final EmbeddedChannel server;

    private final EmbeddedChannel client;

    TlsPair() {
        Leaf leaf = AUTHORITY.leaf(SERVER);
        tls.use(new Credentials(leaf.key(), leaf.chain(), Instant.now().plusSeconds(3600)));
        SslHandler ssl = tls.server(Unpooled.buffer().alloc(), false).orElseThrow();
        server = new HalfClosable(new HalfCloseHandler(ssl), ssl, new Recorder());
        client = new HalfClosable(tls.client(Unpooled.buffer().alloc(), SERVER, false));
        while (carry(client, server) || carry(server, client)) {} // until both have said all of the handshake
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
        byte[] records = outbound(from);
        if (records.length > 0) {
            to.writeInbound(Unpooled.copiedBuffer(records));
        }
        return records.length > 0;
    }

    private static byte[] outbound(EmbeddedChannel channel) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.writeBytes(next);
            next.release();
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes).release();
        return bytes;
    }

    /** The client's record of {@code content}. */
    byte[] data(byte[] content) {
        client.writeOutbound(Unpooled.copiedBuffer(content));
        return outbound(client);
    }

    /** The client's close_notify. */
    byte[] goodbye() {
        OutputEnd.of(client);
        return outbound(client);
    }

    /** What the client reads of the server's records. */
    byte[] answered() {
        carry(server, client);
        ByteBuf answer = client.readInbound();
        byte[] bytes = new byte[answer.readableBytes()];
        answer.readBytes(bytes).release();
        return bytes;
    }

    @Override
    public void close() {
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
        tls.close();
    }

    /** Sees what is passed on. */
    private final class Recorder extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                ends.add(event);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // the channel is closed for it
        }
    }

    private static final class HalfClosable extends EmbeddedChannel {
        private @Nullable ChannelConfig half; // made on first use, which is within the constructor above

        HalfClosable(ChannelHandler... handlers) {
            super(handlers);
        }

        @Override
        public ChannelConfig config() {
            if (half == null) {
                half = new Half(this);
            }
            return half;
        }
    }

    private static final class Half extends DefaultChannelConfig {
        Half(HalfClosable channel) {
            super(channel);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getOption(ChannelOption<T> option) {
            return option.equals(ChannelOption.ALLOW_HALF_CLOSURE) ? (T) Boolean.TRUE : super.getOption(option);
        }
    }
}
