package io.weft.ingress.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedHeadersTest {
    private static final Caller CALLER = new Caller("203.0.113.9", "https", "app.example.com");
    private static final String OURS =
            "host=app.example.com x-forwarded-for=203.0.113.9 x-forwarded-host=app.example.com x-forwarded-proto=https";

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Accept | text/html | accept=text/html",
                "X-Forwarded-For | 1.2.3.4 | ''",
                "X-Forwarded-Proto | gopher | ''",
                "X-Forwarded-Port | 1 | ''",
                "X-Forwarded-Client-Cert | by=me | ''",
                "Forwarded | for=1.2.3.4 | ''",
                "X-Real-IP | 1.2.3.4 | ''",
                "l5d-dst-override | other.ns.svc.cluster.local:80 | ''",
                "L5D-Client-ID | me | ''",
                "x-http2-scheme | gopher | ''",
                "Keep-Alive | timeout=5 | ''",
                "Proxy-Connection | keep-alive | ''",
                "Proxy-Authorization | secret | ''",
                "Trailer | x | ''",
                "Upgrade | websocket | ''",
                "HTTP2-Settings | AAMA | ''",
                "TE | gzip | ''",
                "TE | trailers | te=trailers",
                "TE | gzip, trailers | te=trailers",
                "Expect | 100-continue | ''",
                "Content-Length | 5 | content-length=5",
            })
    void whatStrangersSayOfConnectionsAndCallersIsNotPassedOn(String name, String value, String expected) {
        HttpHeaders from =
                new DefaultHttpHeaders().add("Host", "app.example.com").add(name, value);

        assertThat(text(ForwardedHeaders.toBackend(from, CALLER, false, List.of())))
                .isEqualTo(sorted(OURS + " " + expected));
    }

    @Test
    void whatConnectionNamesGoesWithItButNotWhatFramesAndRoutes() {
        HttpHeaders from = new DefaultHttpHeaders()
                .add("Host", "app.example.com")
                .add("Connection", "close, X-Mine, Content-Length")
                .add("connection", "host")
                .add("X-Mine", "1")
                .add("Content-Length", "5");

        assertThat(text(ForwardedHeaders.toBackend(from, CALLER, false, List.of())))
                .isEqualTo(sorted(OURS + " content-length=5"));
    }

    @Test
    void customOnesStandOverOurs() {
        HttpHeaders from =
                new DefaultHttpHeaders().add("Host", "app.example.com").add("X-A", "0");

        assertThat(text(ForwardedHeaders.toBackend(
                        from,
                        new Caller("203.0.113.9", "http", "app.example.com"),
                        false,
                        List.of(new HeaderField("X-Forwarded-Proto", "https"), new HeaderField("x-a", "1")))))
                .isEqualTo(sorted(OURS + " x-a=1"));
    }

    @Test
    void bodyWithoutALengthIsChunkedOnceMore() {
        HttpHeaders from = new DefaultHttpHeaders().add("Host", "a").add("Transfer-Encoding", "chunked");

        assertThat(text(ForwardedHeaders.toBackend(from, CALLER, true, List.of())))
                .isEqualTo(sorted(OURS + " transfer-encoding=chunked"));
    }

    @Test
    void clientHearsNothingOfTheBackendsConnection() {
        HttpHeaders from = new DefaultHttpHeaders()
                .add("Content-Type", "text/plain")
                .add("Connection", "X-Hop")
                .add("X-Hop", "1")
                .add("l5d-proxy-error", "x")
                .add("Set-Cookie", "a=1")
                .add("Content-Length", "3");

        assertThat(text(ForwardedHeaders.toClient(from, false)))
                .isEqualTo("content-length=3 content-type=text/plain set-cookie=a=1");
    }

    @Test
    void trailersThatWouldFrameOrDescribeAreLeftOut() {
        HttpHeaders from = new DefaultHttpHeaders()
                .add("grpc-status", "0")
                .add("X-Checksum", "1")
                .add("Content-Length", "3")
                .add("transfer-encoding", "chunked")
                .add("Host", "x");

        assertThat(text(ForwardedHeaders.trailers(from))).isEqualTo("grpc-status=0 x-checksum=1");
    }

    private static String text(HttpHeaders headers) {
        TreeMap<String, String> sorted = new TreeMap<>();
        headers.forEach(field -> sorted.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        return String.join(" ", sorted.entrySet().stream().map(Object::toString).toList());
    }

    private static String sorted(String fields) {
        return String.join(
                " ", Stream.of(fields.strip().split(" ", -1)).sorted().toList());
    }
}
