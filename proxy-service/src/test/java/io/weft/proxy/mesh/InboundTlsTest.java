package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Sockets;
import io.weft.testkit.pki.Leaf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose TLS the server's proxy ends, on which terms, and whose it lets pass: wire-behaviour, 3 and 4. */
class InboundTlsTest {
    private static final String OURS = TwoProxies.SERVER.name();
    private static final ServerProtocol DETECT = new ServerProtocol.Detect(Duration.ofMillis(200));

    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private TwoProxies proxies = new TwoProxies(app.getLocalPort(), DETECT);

    InboundTlsTest() throws IOException {
        proxies.direct = false;
        app.setSoTimeout(20_000);
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        proxies.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private SSLContext certified() throws Exception {
        return JdkTls.context(proxies.authority, Optional.of(proxies.authority.leaf(TwoProxies.CLIENT.name())));
    }

    private Socket accept() throws IOException {
        Socket served = app.accept();
        served.setSoTimeout(20_000);
        return served;
    }

    /** Four bytes that are no HTTP reach the application as they are. */
    private void assertCarries(SSLSocket client) throws IOException {
        client.getOutputStream().write(new byte[] {0, 1, 2, 3});
        try (Socket served = accept()) {
            assertThat(served.getInputStream().readNBytes(4)).containsExactly(0, 1, 2, 3);
            served.getOutputStream().write(4);
            assertThat(client.getInputStream().read()).isEqualTo(4);
        }
    }

    private String metrics() {
        return TwoProxies.text(proxies.serverMetrics);
    }

    @Test
    void tlsBefore13IsRefused() throws Exception {
        try (SSLSocket client = JdkTls.over(connect(), certified(), OURS)) {
            client.setEnabledProtocols(new String[] {"TLSv1.2"});

            assertThatThrownBy(client::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
        }
        assertThat(metrics()).contains("connection_errors_total{direction=\"inbound\",peer=\"src\",error=\"tls\"} 1");
    }

    @Test
    void noTicketIsIssuedToComeBackWith() throws Exception {
        SSLContext context = certified();
        try (SSLSocket client = JdkTls.over(connect(), context, OURS)) {
            assertCarries(client); // tickets would have come before the answer
        }

        assertThat(Collections.list(context.getClientSessionContext().getIds()))
                .as("the connection's own session, and one for each ticket")
                .hasSize(1);
    }

    @Test
    void aClientWithoutCertificateIsServedAndHasNoIdentity() throws Exception {
        SSLContext nobody = JdkTls.context(proxies.authority, Optional.empty());
        try (SSLSocket client = JdkTls.over(connect(), nobody, OURS)) {
            assertCarries(client);
        }
        assertThat(metrics()).containsPattern("tcp_open_total\\{direction=\"inbound\",.*tls=\"true\",client_id=\"\"");
    }

    @Test
    void ourServerNameIsOursHoweverItIsSpelt() throws Exception {
        try (SSLSocket client = JdkTls.over(connect(), certified(), OURS.toUpperCase(Locale.ROOT))) {
            assertCarries(client);
        }
        assertThat(metrics()).contains("tls=\"true\",client_id=\"" + TwoProxies.CLIENT + "\"");
    }

    @Test
    void tlsThatNamesAnotherReachesTheApplicationUntouched() throws Exception {
        assertTlsReachesTheApplication("other.example");
        assertThat(metrics()).contains("tls=\"opaque\",sni=\"other.example\"");
    }

    @Test
    void ofTheNamesThatClientsThinkOfAHundredAreTold() throws Exception {
        SSLContext nobody = JdkTls.context(proxies.authority, Optional.empty());
        for (int i = 0; i <= 100; i++) {
            try (Socket client = connect()) {
                client.getOutputStream().write(greeting(nobody, "name" + i + ".example"));
                String told = i < 100 ? "name" + i + ".example" : "";
                Sockets.await(() -> metrics().contains("tls=\"opaque\",sni=\"" + told + "\""));
            }
        }
        assertThat(metrics()).doesNotContain("name100.example");
    }

    /** The first bytes of TLS with {@code serverName}. */
    private static byte[] greeting(SSLContext context, String serverName) throws SSLException {
        SSLEngine engine = context.createSSLEngine(serverName, 443);
        engine.setUseClientMode(true);
        ByteBuffer bytes = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), bytes);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Test
    void onAnOpaquePortEvenTlsThatNamesUsReachesTheApplication() throws Exception {
        proxies.close();
        proxies = new TwoProxies(app.getLocalPort(), new ServerProtocol.Opaque());
        proxies.direct = false;
        assertTlsReachesTheApplication(OURS);
        assertThat(metrics()).contains("no_tls_reason=\"port_skipped\"");
    }

    /** The application has TLS of its own, and a certificate that the proxy does not have. */
    private void assertTlsReachesTheApplication(String serverName) throws Exception {
        Leaf leaf = proxies.authority.leaf(serverName);
        SSLContext itsOwn = JdkTls.context(proxies.authority, Optional.of(leaf));
        Thread server = Thread.ofVirtual().start(() -> echoOne(itsOwn));
        try (SSLSocket client = JdkTls.over(connect(), certified(), serverName)) {
            client.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);
            X509Certificate proven = (X509Certificate) client.getSession().getPeerCertificates()[0];
            assertThat(proven).isEqualTo(leaf.certificate());
        }
        server.join();
    }

    private void echoOne(SSLContext context) {
        try (Socket served = accept();
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(served, null, true)) {
            tls.getOutputStream().write(tls.getInputStream().read());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aConnectionForAnotherAddressThanOursIsRefused() throws Exception {
        proxies.ownIps = Set.of(InetAddress.ofLiteral("10.42.0.7"));
        try (LogLines log = new LogLines();
                Socket client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(log.lines()).anyMatch(line -> line.startsWith("refused ") && line.contains("it is for "));
        }
    }

    @Test
    void aConnectionForOneOfOurAddressesIsServed() throws Exception {
        proxies.ownIps = Set.of(InetAddress.ofLiteral("10.42.0.7"), InetAddress.getLoopbackAddress());
        try (SSLSocket client = JdkTls.over(connect(), certified(), OURS)) {
            assertCarries(client);
        }
    }

    @Test
    void whoIsSilentBehindItsTlsForTooLongIsNotHttp() throws Exception {
        try (SSLSocket client = JdkTls.over(connect(), certified(), OURS)) {
            client.startHandshake();
            try (Socket served = accept()) {
                served.getOutputStream().write(5);
                assertThat(client.getInputStream().read()).isEqualTo(5);
            }
        }
        assertThat(metrics()).containsPattern("inbound_tcp_detect_http_results.*result=\"read_timeout\".* 1");
    }
}
