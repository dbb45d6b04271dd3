package io.weft.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.weft.ingress.manifests.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

class EdgeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String END = " HTTP/1.1\r\nHost: app.example.com\r\n";

    private final Backend backend = new Backend(HttpProtocol.HTTP11, HttpProtocol.H2C);
    private final OpenEdge edge = new OpenEdge(backend.port(), "");

    @AfterEach
    void close() {
        edge.close();
        backend.close();
    }

    @Test
    void requestGoesToTheServiceOfItsRuleAndSaysWhoseItIs() throws Exception {
        assertThat(edge.raw("GET /a/b?c=%zz&d={e}|f" + END + "X-Forwarded-For: 1.2.3.4\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\nX-Backend: 1\r\n")
                .doesNotContain("l5d-")
                .contains("GET HTTP/1.1 /a/b?c=%zz&d={e}|f app.example.com 127.0.0.1 http set none ");
    }

    @Test
    void anOfferToGoOnInHttp2IsNotTaken() throws Exception {
        assertThat(edge.raw("GET /x" + END + "Connection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("GET HTTP/1.1 /x app.example.com 127.0.0.1 http set none ");
    }

    @ParameterizedTest
    @CsvSource({"HTTP11", "H2C"})
    void bodyIsPassedOnInEitherVersion(HttpProtocol protocol) {
        assertThat(edge.client(protocol)
                        .headers(headers -> headers.set("User-Agent", "u"))
                        .post()
                        .uri("/x")
                        .send(ByteBufFlux.fromString(Flux.just("some", "thing")))
                        .responseContent()
                        .aggregate()
                        .asString()
                        .block(PATIENCE))
                .isEqualTo("POST HTTP/1.1 /x app.example.com 127.0.0.1 http set u something");
    }

    @Test
    void portThatSaysItTakesHttp2IsSpokenToSo() {
        try (OpenEdge http2 = new OpenEdge(backend.port(), "kubernetes.io/h2c")) {
            assertThat(http2.client(HttpProtocol.HTTP11)
                            .headers(headers -> headers.set("User-Agent", "u"))
                            .get()
                            .uri("/x")
                            .responseContent()
                            .aggregate()
                            .asString()
                            .block(PATIENCE))
                    .isEqualTo("GET HTTP/2.0 /x app.example.com 127.0.0.1 http set u ");
        }
    }

    @ParameterizedTest(name = "{0}{1}: {2}")
    @CsvSource({
        "other.example.com, /, 404 no rule is for this host and path",
        "app.example.com, /gone, 503 the rule's Service or port is not there",
        "app.example.com, /shut, 502 the Service cannot be reached",
        "app.example.com, /broken, 502 the Service ended the connection without an answer",
    })
    void whatCannotBeAnsweredIsSaidShortly(String host, String path, String expected) {
        assertThat(edge.client(HttpProtocol.HTTP11)
                        .headers(headers -> headers.set("Host", host))
                        .get()
                        .uri(path)
                        .responseSingle((response, body) ->
                                body.asString().map(text -> response.status().code() + " " + text.strip()))
                        .block(PATIENCE))
                .isEqualTo(expected);
    }

    @Test
    void whoHasNoRuleGetsTheDefault() {
        String more = """
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {namespace: shop, name: default}
                spec: {defaultBackend: {service: {name: web, port: {name: web}}}}
                """;
        try (OpenEdge withDefault = new OpenEdge(backend.port(), "", Duration.ofSeconds(5), more)) {
            assertThat(status(
                            withDefault
                                    .client(HttpProtocol.HTTP11)
                                    .headers(headers -> headers.set("Host", "other.example.com")),
                            "/"))
                    .isEqualTo(200);
        }
    }

    @Test
    void serviceThatDoesNotAnswerIsNotWaitedForForEver() {
        try (OpenEdge impatient = new OpenEdge(backend.port(), "", Duration.ofMillis(200), "")) {
            assertThat(status(impatient.client(HttpProtocol.HTTP11), "/silent")).isEqualTo(504);
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP11", "H2C"})
    void answerWithoutABodyIsPassedOn(HttpProtocol protocol) {
        assertThat(status(edge.client(protocol), "/empty")).isEqualTo(204);
        assertThat(edge.client(protocol)
                        .request(HttpMethod.HEAD)
                        .uri("/x")
                        .response()
                        .map(response -> response.status().code())
                        .block(PATIENCE))
                .isEqualTo(200);
    }

    @Test
    void requestsAreCountedByServiceAndAnswer() {
        status(edge.client(HttpProtocol.HTTP11), "/a");
        status(edge.client(HttpProtocol.HTTP11), "/b");
        status(edge.client(HttpProtocol.HTTP11), "/gone");
        status(edge.client(HttpProtocol.HTTP11).headers(headers -> headers.set("Host", "no.example.com")), "/");

        Patience.eventually(
                "four are counted", () -> edge.counted().equals(Map.of("web 200", 2.0, "gone 503", 1.0, " 404", 1.0)));
    }

    /** What two servers might read differently, and what is no request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\nHost: app.example.com\nContent-Length: 4\nTransfer-Encoding: chunked\n\n0\n\nGET",
                "POST / HTTP/1.1\nHost: app.example.com\nTransfer-Encoding: chunked\nContent-Length: 4\n\n0\n\nGET",
                "POST / HTTP/1.1\nHost: app.example.com\nContent-Length: 4\nContent-Length: 5\n\nabcde",
                "POST / HTTP/1.1\nHost: app.example.com\nContent-Length: +4\n\nabcd",
                "POST / HTTP/1.1\nHost: app.example.com\nTransfer-Encoding: xchunked\n\n0\n\n",
                "POST / HTTP/1.1\nHost: app.example.com\nTransfer-Encoding: chunked, identity\n\n0\n\n",
                "POST / HTTP/1.1\nHost: app.example.com\nTransfer-Encoding : chunked\n\n0\n\n",
                "POST / HTTP/1.1\nHost: app.example.com\nTransfer-Encoding: chunked\nTransfer-Encoding: x\n\n0\n\n",
                "GET / HTTP/1.1\nHost: app.example.com\nHost: other.example.com\n\n",
                "GET / HTTP/1.1\n\n",
                "GET /a/../b HTTP/1.1\nHost: app.example.com\n\n",
            })
    void whatMightSmuggleARequestIsRefusedAndNotPassedOn(String request) throws IOException {
        assertThat(edge.raw(request.replace("\n", "\r\n")).lines().findFirst()).contains("HTTP/1.1 400 Bad Request");
        assertThat(backend.asked).isEmpty();
    }

    @Test
    void headOfMoreThan64KibIsRefused() throws IOException {
        assertThat(edge.raw("GET /" + END + "X-Long: " + "a".repeat(70_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(status(
                        edge.client(HttpProtocol.HTTP11).headers(headers -> headers.set("X-Long", "a".repeat(60_000))),
                        "/empty"))
                .isEqualTo(204);
    }

    @Test
    void whatLeavesHttpIsNotPassedOn() throws IOException {
        assertThat(edge.raw("GET /" + END + "Connection: Upgrade\r\nUpgrade: foo\r\n\r\n"))
                .startsWith("HTTP/1.1 501 ");
        assertThat(edge.raw("CONNECT app.example.com:80 HTTP/1.1\r\nHost: app.example.com\r\n\r\n"))
                .startsWith("HTTP/1.1 501 ");
        assertThat(backend.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HTTP11, 100", "H2C, 100"})
    void longBodiesStreamBothWays(HttpProtocol protocol, int megabytes) {
        long bytes = megabytes * 1_048_576L;
        byte[] piece = new byte[65_536];
        long before = Memory.bytes();
        Long echoed = edge.client(protocol)
                .post()
                .uri("/echo")
                .send(Flux.range(0, (int) (bytes / piece.length)).map(_ -> Unpooled.wrappedBuffer(piece)))
                .responseContent()
                .map(content -> (long) content.readableBytes())
                .reduce(0L, Long::sum)
                .block(PATIENCE);

        assertThat(echoed).isEqualTo(bytes);
        assertThat(Memory.bytes() - before).as("memory that streaming took").isLessThan(48L << 20);
    }

    @ParameterizedTest
    @CsvSource({"HTTP11", "H2C"})
    void whoDoesNotReadIsNotReadAheadOfAndTheServiceLearnsThatHeLeft(HttpProtocol protocol) throws Exception {
        HttpClient slow = edge.client(protocol);
        Mono<Integer> first = slow.get()
                .uri("/endless")
                .response((response, body) -> body.limitRate(1)
                        .concatMap(piece -> others().thenReturn(piece.readableBytes()), 1)
                        .take(3))
                .last();

        assertThat(first.block(PATIENCE)).isPositive();
        assertThat(backend.left.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(backend.sent.get())
                .as("bytes that were taken from the Service")
                .isLessThan(48L << 20);
    }

    /** Time enough for thirty requests of others. */
    private Mono<Void> others() {
        HttpClient client = edge.client(HttpProtocol.HTTP11);
        return Flux.range(0, 30)
                .concatMap(_ -> client.get().uri("/empty").response())
                .then();
    }

    private static int status(HttpClient client, String path) {
        Integer status = client.get()
                .uri(path)
                .responseSingle((response, body) ->
                        body.then(Mono.just(response.status().code())))
                .block(PATIENCE);
        return status == null ? 0 : status;
    }
}
