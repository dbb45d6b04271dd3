package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.policy.Authentication;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.testkit.pki.Leaf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Server whose proxyProtocol is TLS: the application has a certificate of its own, and ends the TLS of its clients. */
class TlsServerTest {
    private static final ServerProtocol TLS = new ServerProtocol.Tls();
    private static final String NAME = "web.example";

    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies = new TwoProxies(app.getLocalPort(), TLS);
    private final Leaf leaf = proxies.authority.leaf(NAME);

    TlsServerTest() throws IOException {
        app.setSoTimeout(20_000);
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        proxies.close();
    }

    @Test
    void theApplicationsTlsTravelsInsideTheMeshs() throws Exception {
        proxies.policy(new ClientPolicy.Protocol.Opaque());

        assertThat(sayThrough(proxies.clientPort())).isEqualTo(7);
        assertThat(told())
                .containsPattern("tcp_open_total\\{direction=\"inbound\",peer=\"src\",.*tls=\"true\",client_id=\""
                        + TwoProxies.CLIENT.name() + "\"")
                .containsPattern("inbound_tcp_authz_allow_total\\{.*client_id=\"" + TwoProxies.CLIENT.name() + "\"} 1")
                .doesNotContain("inbound_tcp_detect_http_results_total{");
    }

    @Test
    void aClientWithoutAProxyReachesTheApplicationsTls() throws Exception {
        proxies.direct = false;

        assertThat(sayThrough(proxies.inboundPort())).isEqualTo(7);
        assertThat(told())
                .containsPattern("inbound_tcp_authz_allow_total\\{.*tls=\"opaque\",sni=\"web.example\"} 1")
                .doesNotContain("inbound_tcp_detect_http_results_total{");
    }

    @Test
    void whoIsNotAdmittedNeverReachesTheApplication() throws Exception {
        try (Wiretap wire = proxies.fromElsewhere()) {
            assertThat(wire.port()).isPositive();
            proxies.policy(new ClientPolicy.Protocol.Opaque());
            proxies.serverPolicy.set(
                    new Watched.Present<>(TwoProxies.policy(TLS, new Authentication.MeshIdentity(List.of()))));

            assertThat(sayThrough(proxies.clientPort())).isEqualTo(-1);
            assertThat(told()).containsPattern("inbound_tcp_authz_deny_total\\{.*} 1");
        }
    }

    private String told() {
        return TwoProxies.text(proxies.serverMetrics);
    }

    /** What comes back of a 7 that is sent within TLS with the application; -1 if there is no such TLS. */
    private int sayThrough(int port) throws Exception {
        SSLContext own = JdkTls.context(proxies.authority, Optional.of(leaf));
        Thread server = Thread.ofVirtual().start(() -> echoOne(own));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket client = JdkTls.over(socket, JdkTls.context(proxies.authority, Optional.empty()), NAME)) {
            client.getOutputStream().write(7);
            assertThat(client.getSession().getPeerCertificates()[0]).isEqualTo(leaf.certificate());
            int answer = client.getInputStream().read();
            server.join();
            return answer;
        } catch (IOException ended) {
            return -1;
        }
    }

    private void echoOne(SSLContext own) {
        try (Socket served = app.accept();
                SSLSocket tls = (SSLSocket) own.getSocketFactory().createSocket(served, null, true)) {
            tls.getOutputStream().write(tls.getInputStream().read());
        } catch (IOException nobody) {
            // the test ends
        }
    }
}
