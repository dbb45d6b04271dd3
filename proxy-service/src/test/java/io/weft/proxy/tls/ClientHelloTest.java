package io.weft.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** wire-behaviour, 3: what our clients offer, to a server that is not ours and would let them come back with a ticket. */
class ClientHelloTest {
    private static final String SERVER = "server.test.serviceaccount.identity.linkerd.cluster.local";
    private static final int X25519_MLKEM768 = 0x11ec;
    private static final int X25519 = 0x1d;
    private static final int P256 = 0x17;
    private static final int P384 = 0x18;

    private final TestAuthority authority = TestAuthority.create();
    private final MeshTls tls = new MeshTls(authority.anchors(), Duration.ofSeconds(10));
    private final SslContext server = server(authority.leaf(SERVER));

    ClientHelloTest() throws Exception {}

    private static SslContext server(Leaf leaf) throws Exception {
        return SslContextBuilder.forServer(leaf.key(), leaf.chain())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .build();
    }

    @AfterEach
    void close() {
        tls.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theHybridGroupIsOfferedFirst(boolean transportHeader) {
        assertThat(connect(transportHeader).groups()).containsExactly(X25519_MLKEM768, X25519, P256, P384);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobodyComesBackWithATicket(boolean transportHeader) {
        List<HelloExtensions> hellos = List.of(connect(transportHeader), connect(transportHeader));

        assertThat(hellos).noneMatch(hello -> hello.byType().containsKey(HelloExtensions.PRE_SHARED_KEY));
    }

    /** Shakes hands, and takes what the server sends after it: its tickets. */
    private HelloExtensions connect(boolean transportHeader) {
        SslHandler accepted = server.newHandler(Unpooled.buffer().alloc());
        EmbeddedChannel far = new EmbeddedChannel(accepted);
        EmbeddedChannel near = new EmbeddedChannel(tls.client(Unpooled.buffer().alloc(), SERVER, transportHeader));
        ByteBuf hello = Unpooled.copiedBuffer((ByteBuf) near.outboundMessages().peek());
        while (carry(near, far) || carry(far, near)) {} // until both have said all of it
        assertThat(accepted.handshakeFuture().isSuccess()).isTrue();
        far.writeOutbound(Unpooled.copiedBuffer(new byte[] {1}));
        carry(far, near);
        assertThat(near.inboundMessages()).hasSize(1); // behind the tickets
        near.finishAndReleaseAll();
        far.finishAndReleaseAll();
        return HelloExtensions.of(hello);
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        ByteBuf records = from.readOutbound();
        if (records != null) {
            to.writeInbound(records);
        }
        return records != null;
    }
}
