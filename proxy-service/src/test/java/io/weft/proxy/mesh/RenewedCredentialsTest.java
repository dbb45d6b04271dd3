package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.testkit.pki.Leaf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Certificates change while connections are open. */
class RenewedCredentialsTest {
    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies = new TwoProxies(app.getLocalPort(), new ServerProtocol.Opaque());

    RenewedCredentialsTest() throws IOException {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
        app.setSoTimeout(20_000);
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        proxies.close();
    }

    @Test
    void anOpenConnectionOutlivesThoseItWasMadeWith() throws Exception {
        try (Socket client = connect(proxies.clientPort())) {
            client.getOutputStream().write(1);
            try (Socket served = app.accept()) {
                assertThat(served.getInputStream().read()).isEqualTo(1);
                for (int i = 0; i < 3; i++) { // the last but one is let go of
                    renew(proxies.authority.leaf(TwoProxies.SERVER.name()));
                }
                client.getOutputStream().write(2);
                assertThat(served.getInputStream().read()).isEqualTo(2);
                served.getOutputStream().write(3);
                assertThat(client.getInputStream().read()).isEqualTo(3);
            }
        }
    }

    @Test
    void aNewConnectionIsMadeWithTheNewOnes() throws Exception {
        Leaf renewed = proxies.authority.leaf(TwoProxies.SERVER.name());
        renew(renewed);
        Leaf client = proxies.authority.leaf(TwoProxies.CLIENT.name());
        try (SSLSocket tls = JdkTls.over(
                connect(proxies.inboundPort()),
                JdkTls.context(proxies.authority, Optional.of(client)),
                TwoProxies.SERVER.name())) {
            tls.startHandshake();

            assertThat(tls.getSession().getPeerCertificates()[0]).isEqualTo(renewed.certificate());
        }
    }

    private void renew(Leaf server) {
        proxies.clientTls.use(proxies.credentials(proxies.authority.leaf(TwoProxies.CLIENT.name())));
        proxies.serverTls.use(proxies.credentials(server));
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }
}
