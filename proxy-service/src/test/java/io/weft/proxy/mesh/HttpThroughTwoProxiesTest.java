package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpThroughTwoProxiesTest {
    private final ConcurrentLinkedQueue<String> clientIds = new ConcurrentLinkedQueue<>();
    private HttpServer app;
    private TwoProxies proxies;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpThroughTwoProxiesTest() throws Exception {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxies = new TwoProxies(app.getAddress().getPort(), new ServerProtocol.Detect(Duration.ofSeconds(1)));
    }

    @BeforeEach
    void start() {
        app.createContext("/echo", exchange -> {
            String id = exchange.getRequestHeaders().getFirst("l5d-client-id");
            clientIds.add(String.valueOf(id));
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders()
                    .set("x-host", exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        app.start();
    }

    @AfterEach
    void stop() {
        http.close();
        proxies.close();
        app.stop(0);
    }

    private HttpResponse<String> post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + proxies.clientPort() + "/echo?x=1"))
                .timeout(Duration.ofSeconds(20))
                .header("l5d-client-id", "forged")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void http1CrossesBothProxiesUpgradedOverTheTransportHeader() throws Exception {
        HttpResponse<String> response = post("hello");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello");
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(response.headers().map()).doesNotContainKey("l5d-orig-proto");
        assertThat(response.headers().firstValue("x-host")).contains("127.0.0.1:" + proxies.clientPort());
        assertThat(clientIds).containsExactly(TwoProxies.CLIENT.name());
    }

    /** wire-behaviour, 5: a server that does not select the ALPN is told no header. */
    @Test
    void http1CrossesUpgradedOverPlainTlsWhereTheTransportHeaderIsNotAgreedOn() throws Exception {
        proxies.direct = false;
        proxies.endpoint(proxies.meshed(ProtocolHint.HTTP2, true));

        assertThat(post("hello").body()).isEqualTo("hello");
        assertThat(clientIds).containsExactly(TwoProxies.CLIENT.name());
    }

    @Test
    void http1CrossesWithoutUpgradeAndWithoutTransportHeader() throws Exception {
        proxies.direct = false;
        proxies.endpoint(proxies.meshed(ProtocolHint.UNKNOWN, false));

        assertThat(post("one").body()).isEqualTo("one");
        assertThat(post("two").body()).isEqualTo("two");
        assertThat(clientIds).containsExactly(TwoProxies.CLIENT.name(), TwoProxies.CLIENT.name());
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        String large = "0123456789abcdef".repeat(64 * 1024);

        assertThat(post(large).body()).isEqualTo(large);
    }

    @Test
    void bothSidesCountTheRequestUnderBothIdentities() throws Exception {
        post("counted");

        assertThat(TwoProxies.text(proxies.clientMetrics))
                .containsPattern("request_total\\{direction=\"outbound\".*server_id=\"" + TwoProxies.SERVER
                        + "\".*dst_deployment=\"server\".*} 1")
                .containsPattern("response_total\\{direction=\"outbound\".*classification=\"success\".*} 1");
        assertThat(TwoProxies.text(proxies.serverMetrics))
                .containsPattern("response_total\\{direction=\"inbound\".*tls=\"true\",client_id=\"" + TwoProxies.CLIENT
                        + "\".*} 1")
                .containsPattern("inbound_http_authz_allow_total\\{.*} 1");
    }

    @Test
    void aServerWithAnotherIdentityIsRefused() throws Exception {
        proxies.serverTls.use(proxies.credentials(
                proxies.authority.leaf("mallory.test.serviceaccount.identity.linkerd.cluster.local")));

        HttpResponse<String> response = post("secret");

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(clientIds).isEmpty();
    }
}
