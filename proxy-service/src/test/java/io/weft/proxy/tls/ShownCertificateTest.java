package io.weft.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.weft.proxy.identity.Credentials;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShownCertificateTest {
    private static final String SERVER = "server.test.serviceaccount.identity.linkerd.cluster.local";
    private static final String CLIENT = "client.test.serviceaccount.identity.linkerd.cluster.local";

    private final TestAuthority ours = TestAuthority.create();
    private final MeshTls server = certified(SERVER, ours, ours);

    private static MeshTls certified(String name, TestAuthority by, TestAuthority trusted) {
        MeshTls tls = new MeshTls(trusted.anchors(), Duration.ofSeconds(10));
        Leaf leaf = by.leaf(name);
        tls.use(new Credentials(leaf.key(), leaf.chain(), Instant.now().plusSeconds(3600)));
        return tls;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void bothSidesShowTheirCertificate() throws SSLPeerUnverifiedException {
        Leaf leaf = ours.leaf(CLIENT);
        try (MeshTls client = new MeshTls(ours.anchors(), Duration.ofSeconds(10))) {
            client.use(new Credentials(leaf.key(), leaf.chain(), Instant.now().plusSeconds(3600)));
            SslHandler accepted =
                    server.server(Unpooled.buffer().alloc(), false).orElseThrow();

            handshake(client, accepted);

            assertThat(accepted.handshakeFuture().isSuccess()).isTrue();
            assertThat(accepted.engine().getSession().getPeerCertificates())
                    .containsExactly(leaf.chain().toArray(Certificate[]::new));
        }
    }

    /** To whom a proof is shown that he does not believe must not think that there was none: he would serve a stranger. */
    @Test
    void aCertificateIsShownToThoseWhoNameOtherAuthoritiesToo() {
        try (MeshTls client = certified(CLIENT, TestAuthority.create(), ours)) {
            SslHandler accepted =
                    server.server(Unpooled.buffer().alloc(), false).orElseThrow();

            handshake(client, accepted);

            assertThat(accepted.handshakeFuture().cause()).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void nobodyIsShownAsNobody() {
        try (MeshTls client = new MeshTls(ours.anchors(), Duration.ofSeconds(10))) {
            SslHandler accepted =
                    server.server(Unpooled.buffer().alloc(), false).orElseThrow();

            handshake(client, accepted);

            assertThat(accepted.handshakeFuture().isSuccess()).isTrue();
            assertThatThrownBy(() -> accepted.engine().getSession().getPeerCertificates())
                    .isInstanceOf(SSLPeerUnverifiedException.class);
        }
    }

    private static void handshake(MeshTls client, SslHandler accepted) {
        EmbeddedChannel far = new EmbeddedChannel(accepted);
        EmbeddedChannel near =
                new EmbeddedChannel(client.client(Unpooled.buffer().alloc(), SERVER, false));
        try {
            while (carry(near, far) || carry(far, near)) {} // until both have said all of it
        } finally {
            near.close();
            far.close();
            near.releaseOutbound();
            far.releaseOutbound();
        }
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
        ByteBuf records = from.readOutbound();
        if (records == null || !to.isOpen()) {
            ReferenceCountUtil.release(records);
            return false;
        }
        try {
            to.writeInbound(records);
        } catch (RuntimeException refused) {
            // the handshake's future says it
        }
        return true;
    }
}
