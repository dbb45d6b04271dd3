package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.transport.TransportHeader;
import io.weft.testkit.pki.Leaf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients with a good identity and bad manners: odd pieces, and transport headers of no sense. */
class MeshedStrangersTest {
    private static final byte[] PREFACE = (TransportHeader.ALPN + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final String GET = "GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n";

    private final HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final TwoProxies proxies;

    MeshedStrangersTest() throws IOException {
        app.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        app.start();
        proxies = new TwoProxies(app.getAddress().getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    }

    @AfterEach
    void stop() {
        proxies.close();
        app.stop(0);
    }

    @Test
    void aClientHelloByteByByteIsStillOurs() throws Exception {
        proxies.direct = false;
        try (Socket dribbling = new Dribbling(proxies.inboundPort());
                SSLSocket tls = handshake(dribbling)) {
            tls.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(tls.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 204 ");
        }
        assertThat(TwoProxies.text(proxies.serverMetrics)).contains("client_id=\"" + TwoProxies.CLIENT + "\"");
    }

    @Test
    void aTransportHeaderByteByByteIsUnderstood() throws Exception {
        assertServed();
    }

    private void assertServed() throws Exception {
        try (SSLSocket tls = direct()) {
            for (byte one : toTheApp()) {
                tls.getOutputStream().write(one);
                tls.getOutputStream().flush();
            }
            tls.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(tls.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void headersOfNoSenseEndTheConnection() throws Exception {
        assertRefused(new byte[64]);
        assertRefused(concat(PREFACE, new byte[] {0x7f, -1, -1, -1})); // two gigabytes are announced
        assertRefused(concat(PREFACE, new byte[] {-1, -1, -1, -1}));
        assertRefused(concat(PREFACE, new byte[] {0, 0, 0, 4, -1, -1, -1, -1})); // no protobuf
        assertRefused(concat(PREFACE, new byte[] {0, 0, 0, 2, 8, 0})); // port 0
        assertRefused(concat(PREFACE, new byte[] {0, 0, 0, 4, 8, -1, -1, 127})); // a port beyond all
        assertRefused(concat(PREFACE, new byte[] {0, 0, 0, 2, 8, 80, 'G'}, new byte[] {0})); // a port nobody listens on
    }

    @Test
    void halfAHeaderIsWaitedForNoLongerThanDetectionTakes() throws Exception {
        assertRefused(concat(PREFACE, new byte[] {0, 0}));
        assertCounted("i/o");
    }

    @Test
    void whoNegotiatesNoHeaderIsRefusedByName() throws Exception {
        try (LogLines log = new LogLines();
                SSLSocket tls = handshake(new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort()))) {
            assertThat(tls.getInputStream().readAllBytes()).isEmpty();
            assertThat(log.lines()).anyMatch(line -> line.contains("require transport header negotiation"));
        }
        assertCounted("unexpected");
    }

    @Test
    void whoNegotiatesAHeaderAndProvesNothingIsRefusedByName() throws Exception {
        try (LogLines log = new LogLines();
                SSLSocket tls = handshake(
                        new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort()),
                        Optional.empty(),
                        TransportHeader.ALPN)) {
            tls.getOutputStream().write(toTheApp());
            tls.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            assertThat(tls.getApplicationProtocol()).isEqualTo(TransportHeader.ALPN);
            assertThat(tls.getInputStream().readAllBytes()).isEmpty();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("must be mutually authenticated: it proved no identity"));
        }
        assertCounted("unexpected");
    }

    /** It is no gateway, whichever name that is. */
    @Test
    void aHeaderWithANameIsRefusedByName() throws Exception {
        byte[] name = "web.test.svc.cluster.local".getBytes(StandardCharsets.US_ASCII);
        byte[] port = concat(new byte[] {8}, varint(app.getAddress().getPort()));
        byte[] body = concat(port, new byte[] {18, (byte) name.length}, name);
        try (LogLines log = new LogLines()) {
            assertRefused(concat(PREFACE, new byte[] {0, 0, 0, (byte) body.length}, body));
            assertThat(log.lines()).anyMatch(line -> line.contains("is no gateway to 'web.test.svc.cluster.local'"));
        }
        assertCounted("gateway domain invalid");
    }

    @Test
    void aHeaderBackToTheProxyIsALoop() throws Exception {
        byte[] body = concat(new byte[] {8}, varint(proxies.inboundPort()));
        assertRefused(concat(PREFACE, new byte[] {0, 0, 0, (byte) body.length}, body));
        assertCounted("gateway loop");
    }

    @Test
    void whoSpeaksNoTlsToTheProxyItselfIsRefusedByName() throws Exception {
        try (LogLines log = new LogLines();
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort())) {
            plain.setSoTimeout(20_000);
            plain.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            assertThat(plain.getInputStream().read()).isEqualTo(-1);
            assertThat(log.lines()).anyMatch(line -> line.contains("must be mutually authenticated"));
        }
        assertCounted("unexpected");
    }

    @Test
    void aClientHelloThatStopsHalfwayIsATimeOutOfDetection() throws Exception {
        proxies.direct = false;
        try (LogLines log = new LogLines();
                Socket stalled = new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort())) {
            stalled.setSoTimeout(20_000);
            stalled.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, -4, 3, 3});
            assertThat(stalled.getInputStream().read()).isEqualTo(-1);
            assertThat(log.lines()).anyMatch(line -> line.contains("tls detection timeout"));
        }
        assertCounted("tls detection timeout");
        assertThat(TwoProxies.text(proxies.serverMetrics))
                .contains("connection_errors_total{direction=\"inbound\",peer=\"src\",error=\"timeout\"} 1");
    }

    private void assertCounted(String error) {
        assertThat(TwoProxies.text(proxies.serverMetrics))
                .containsPattern("inbound_tcp_errors_total\\{error=\"" + error + "\",target_addr=.*} 1");
    }

    @SuppressWarnings("JUnitMethodInvoked") // a good client after the bad one
    private void assertRefused(byte[] said) throws Exception {
        try (SSLSocket tls = direct()) {
            tls.getOutputStream().write(said);
            assertThat(tls.getInputStream().readAllBytes()).isEmpty();
        }
        assertServed();
    }

    private SSLSocket direct() throws Exception {
        return handshake(new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort()), TransportHeader.ALPN);
    }

    /** A header as it should be. */
    private byte[] toTheApp() {
        byte[] body = concat(new byte[] {8}, varint(app.getAddress().getPort()));
        return concat(PREFACE, new byte[] {0, 0, 0, (byte) body.length}, body);
    }

    private SSLSocket handshake(Socket over, String... protocols) throws Exception {
        return handshake(over, Optional.of(proxies.authority.leaf(TwoProxies.CLIENT.name())), protocols);
    }

    private SSLSocket handshake(Socket over, Optional<Leaf> leaf, String... protocols) throws Exception {
        SSLSocket tls = JdkTls.over(over, JdkTls.context(proxies.authority, leaf), TwoProxies.SERVER.name(), protocols);
        tls.startHandshake();
        return tls;
    }

    private static byte[] varint(int value) {
        return new byte[] {(byte) (value | 0x80), (byte) (value >> 7 | 0x80), (byte) (value >> 14)};
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    /** A socket that sends every byte in a segment of its own. */
    private static final class Dribbling extends Socket {
        Dribbling(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
            setTcpNoDelay(true);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream out = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    out.write(one);
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }
    }
}
