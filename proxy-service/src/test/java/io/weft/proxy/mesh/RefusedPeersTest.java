package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.TlsIdentity;
import io.weft.core.policy.ServerProtocol;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.LeafSpec;
import io.weft.testkit.pki.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Peers that do not prove what they must: nothing reaches them, a log line names the reason, and the refusal is counted. */
class RefusedPeersTest {
    private final AtomicInteger served = new AtomicInteger();
    private final HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final TwoProxies proxies;
    private final LogLines log = new LogLines();

    RefusedPeersTest() throws Exception {
        app.createContext("/", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        app.start();
        proxies = new TwoProxies(app.getAddress().getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    }

    @AfterEach
    void stop() {
        log.close();
        proxies.close();
        app.stop(0);
    }

    @Test
    void aServerOfAnotherIdentity() throws Exception {
        serverProves(proxies.authority.leaf("mallory.test.serviceaccount.identity.linkerd.cluster.local"));
        assertClientRefuses("did not prove to be " + TwoProxies.SERVER);
    }

    @Test
    void aServerCertifiedUnderAnotherAnchor() throws Exception {
        serverProves(TestAuthority.create().leaf(TwoProxies.SERVER.name()));
        assertClientRefuses("the peer's certificate leads to no trust anchor of ours");
    }

    @Test
    void aServerWhoseCertificateHasExpired() throws Exception {
        serverProves(proxies.authority.expiredLeaf(TwoProxies.SERVER.name()));
        assertClientRefuses("the peer's certificate has expired");
    }

    @Test
    void aServerWithAWildcardCertificate() throws Exception {
        String name = TwoProxies.SERVER.name();
        serverProves(proxies.authority.wildcardLeaf(name.substring(name.indexOf('.') + 1)));
        assertClientRefuses("did not prove to be " + TwoProxies.SERVER);
    }

    @Test
    void aServerNamedByCommonNameOnly() throws Exception {
        serverProves(proxies.authority.commonNameOnlyLeaf(TwoProxies.SERVER.name()));
        assertClientRefuses("did not prove to be " + TwoProxies.SERVER);
    }

    @Test
    void aServerWhoseCertificateIsForClients() throws Exception {
        serverProves(
                proxies.authority.leaf(LeafSpec.of(TwoProxies.SERVER.name()).forClients()));
        assertClientRefuses("Extended key usage does not permit use for TLS server authentication");
    }

    @Test
    void aServerAddressedByAnotherServerName() throws Exception {
        Endpoint known = proxies.meshed(ProtocolHint.HTTP2, true);
        proxies.endpoint(new Endpoint(
                known.address(),
                known.weight(),
                Optional.of(new TlsIdentity(TwoProxies.SERVER, "somebody.else.example")),
                known.hint(),
                known.transportPort(),
                known.labels()));
        assertServerRefuses("to the server name 'somebody.else.example', which is not ours", "unexpected");
        assertThat(TwoProxies.text(proxies.clientMetrics))
                .containsPattern("connection_errors_total\\{direction=\"outbound\",peer=\"dst\",error=\"tls\"} [1-9]");
    }

    @Test
    void aClientCertifiedUnderAnotherAnchor() throws Exception {
        clientProves(TestAuthority.create().leaf(TwoProxies.CLIENT.name()));
        assertServerRefuses("the peer's certificate leads to no trust anchor of ours", "i/o");
    }

    @Test
    void aClientWhoseCertificateHasExpired() throws Exception {
        clientProves(proxies.authority.expiredLeaf(TwoProxies.CLIENT.name()));
        assertServerRefuses("the peer's certificate has expired", "i/o");
    }

    @Test
    void aClientWhoseCertificateIsForServers() throws Exception {
        clientProves(
                proxies.authority.leaf(LeafSpec.of(TwoProxies.CLIENT.name()).forServers()));
        assertServerRefuses("Extended key usage does not permit use for TLS client authentication", "i/o");
    }

    private void serverProves(Leaf leaf) {
        proxies.serverTls.use(proxies.credentials(leaf));
    }

    private void clientProves(Leaf leaf) {
        proxies.clientTls.use(proxies.credentials(leaf));
    }

    private void assertClientRefuses(String reason) throws Exception {
        assertThat(get()).isGreaterThanOrEqualTo(500);
        assertThat(served).hasValue(0);
        assertThat(log.lines()).anyMatch(line -> line.startsWith("refused ") && line.contains(reason));
        assertThat(TwoProxies.text(proxies.clientMetrics))
                .containsPattern("connection_errors_total\\{direction=\"outbound\",peer=\"dst\",error=\"tls\"} [1-9]");
    }

    private void assertServerRefuses(String reason, String error) throws Exception {
        assertThat(get()).isGreaterThanOrEqualTo(500);
        assertThat(served).hasValue(0);
        assertThat(log.lines()).anyMatch(line -> line.startsWith("refused ") && line.contains(reason));
        assertThat(TwoProxies.text(proxies.serverMetrics))
                .containsPattern("connection_errors_total\\{direction=\"inbound\",peer=\"src\",error=\"tls\"} [1-9]")
                .containsPattern("inbound_tcp_errors_total\\{error=\"" + error + "\",target_addr=\"127.0.0.1:"
                        + proxies.inboundPort() + "\".*} [1-9]");
    }

    private int get() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxies.clientPort() + "/"))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
