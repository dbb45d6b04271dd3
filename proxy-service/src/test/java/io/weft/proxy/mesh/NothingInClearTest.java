package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What someone on the wire between two proxies sees: TLS records, and nothing of the request or its answer. */
class NothingInClearTest {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int APPLICATION_DATA = 23;

    @Test
    void aRecordingRelaySeesTlsRecordsOnly() throws Exception {
        HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("x-answer", "answer-header");
            byte[] body = "answer-body".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        app.start();
        try (TwoProxies proxies =
                        new TwoProxies(app.getAddress().getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
                Wiretap wire = new Wiretap(proxies.inboundPort());
                HttpClient http = HttpClient.newHttpClient()) {
            Endpoint seen = proxies.meshed(ProtocolHint.HTTP2, true);
            proxies.endpoint(
                    new Endpoint(seen.address(), seen.weight(), seen.tls(), seen.hint(), wire.port(), seen.labels()));

            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + proxies.clientPort() + "/secret-path"))
                    .header("x-secret", "secret-header")
                    .timeout(Duration.ofSeconds(20))
                    .PUT(HttpRequest.BodyPublishers.ofString("secret-body"))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("answer-body");

            assertOnlyTls(wire.toServer());
            assertOnlyTls(wire.toClient());
            assertThat(text(wire.toServer()))
                    .doesNotContain("PUT", "secret-path", "secret-header", "secret-body", "transport.l5d.io/v1\r\n");
            assertThat(text(wire.toClient())).doesNotContain("answer-header", "answer-body", "200 OK");
            assertThat(TwoProxies.text(proxies.clientMetrics)).contains("server_id=\"" + TwoProxies.SERVER + "\"");
        } finally {
            app.stop(0);
        }
    }

    /** Every byte belongs to a TLS record, and after the hellos every record is encrypted. */
    private static void assertOnlyTls(byte[] bytes) {
        int records = 0;
        for (int at = 0; at < bytes.length; records++) {
            int type = bytes[at];
            int length = (bytes[at + 3] & 0xff) << 8 | (bytes[at + 4] & 0xff);
            assertThat(bytes[at + 1])
                    .as("TLS major version of record %d", records)
                    .isEqualTo((byte) 3);
            assertThat(type).as("type of record %d", records).isBetween(CHANGE_CIPHER_SPEC, APPLICATION_DATA);
            if (records > 0) {
                assertThat(type).as("type of record %d", records).isIn(CHANGE_CIPHER_SPEC, APPLICATION_DATA);
            }
            at += 5 + length;
            assertThat(at).as("end of record %d", records).isLessThanOrEqualTo(bytes.length);
        }
        assertThat(records).isGreaterThan(2);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
