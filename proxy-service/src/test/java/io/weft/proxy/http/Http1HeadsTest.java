package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** wire-behaviour, 7 and 8. */
class Http1HeadsTest {
    @Test
    void originFormTakesItsAuthorityFromHost() {
        RequestHead head = read("/a?b=c", "Host", "Example.com:80", "X-Mixed-Case", "Value");

        assertThat(head.headers().authority()).hasToString("Example.com:80");
        assertThat(head.headers().path()).hasToString("/a?b=c");
        assertThat(head.headers().scheme()).hasToString("http");
        assertThat(head.headers().get("x-mixed-case")).hasToString("Value");
        assertThat(head.path()).isEqualTo("/a");
        assertThat(head.absoluteForm()).isFalse();
    }

    @Test
    void absoluteFormWinsOverHostAndIsKept() {
        RequestHead head = read("http://one.example/x?y", "Host", "two.example");

        assertThat(head.headers().authority()).hasToString("one.example");
        assertThat(head.absoluteForm()).isTrue();
        assertThat(Http1Heads.toRequest(head).uri()).isEqualTo("http://one.example/x?y");
        assertThat(Http1Heads.toRequest(head).headers().getAll("host"))
                .as("RFC 9112 §3.2.2")
                .containsExactly("one.example");
    }

    /** Some servers end the path there, and would serve another than the one a route was found by. */
    @ParameterizedTest
    @CsvSource({"/admin#x, /admin", "/#/admin, /", "/a?b#c, /a?b"})
    void aFragmentIsLeftOut(String target, String path) {
        assertThat(read(target, "Host", "a.example").headers().path()).hasToString(path);
    }

    /** Between proxies the authority comes apart from the path, and is put before it. */
    @ParameterizedTest
    @CsvSource({
        "web, true, true",
        "[::1]:80, true, true",
        "web/admin?x=, true, false",
        "web/admin?x=, false, false",
        "web?x=, true, false",
        "me@web, true, false",
        "web\\admin, true, false"
    })
    void whereAPathBeginsIsNotForAnAuthorityToSay(String authority, boolean absolute, boolean speakable) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("GET")
                .scheme("http")
                .authority(authority)
                .path("/public");

        assertThat(Http1Heads.speakable(new RequestHead(headers, Version.HTTP_1_1, absolute)))
                .isEqualTo(speakable);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/q?f={1}|%zz^, /q?f={1}|%zz^",
        "http://a.example, /",
        "HTTP://a.example?x=/y, /?x=/y",
        "http://a.example/x#part, /x"
    })
    void whatStandsBehindAnAuthorityIsTheServersToRead(String target, String path) {
        assertThat(read(target, "Host", "a.example").headers().path()).hasToString(path);
    }

    /** wire-behaviour, 8: absolute-form is preserved; an application may take the other scheme for another site. */
    @ParameterizedTest
    @ValueSource(strings = {"https://one.example/x", "HTTPS://one.example/x", "ftp://one.example/x"})
    void theSchemeOfAWholeUriStays(String target) {
        assertThat(Http1Heads.toRequest(read(target, "Host", "one.example")).uri())
                .isEqualTo(target);
    }

    /** wire-behaviour, 7. */
    @Test
    void betweenTwoProxiesEverySchemeIsHttp() {
        RequestHead head = read("https://one.example/x", "Host", "one.example");
        OriginalProtocol.upgrade(head);

        RequestHead carried = new RequestHead(head.headers(), Version.HTTP_2, false);
        assertThat(Http1Heads.toRequest(OriginalProtocol.restore(carried)).uri())
                .isEqualTo("http://one.example/x");
    }

    /** HTTP/2 carries any text there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "http://evil/ HTTP/1.1\r\nX: y", "a b"})
    void whatIsNoSchemeDoesNotBeginAUri(String scheme) {
        RequestHead head = read("http://one.example/x", "Host", "one.example");
        head.headers().scheme(scheme);

        assertThat(Http1Heads.toRequest(head).uri()).isEqualTo("http://one.example/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "http:///x", "http://[::1/", "://a/", "relative", "http://a:b/", "http://a@b/"})
    void whatNamesNoHostIsNoTarget(String target) {
        assertThat(Http1Heads.request(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target), 0))
                .isEmpty();
    }

    @Test
    void anEmptyHostNamesNobodyAndStays() {
        RequestHead head = read("/", "Host", "");
        assertThat(head.headers().authority()).isNull();

        head.headers().authority("10.0.0.1:80");
        assertThat(Http1Heads.toRequest(head).headers().get("host")).isEmpty();
    }

    @Test
    void credentialsInATargetAreRefused() {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "http://user@host/");

        assertThat(Http1Heads.request(request, 0)).isEmpty();
    }

    @Test
    void whatMeansOneConnectionDoesNotTravel() {
        Http2Headers headers = read(
                        "/",
                        "Host",
                        "h",
                        "Connection",
                        "keep-alive, X-Secret",
                        "X-Secret",
                        "1",
                        "Keep-Alive",
                        "timeout=5",
                        "Upgrade",
                        "h2c",
                        "Proxy-Connection",
                        "close",
                        "Transfer-Encoding",
                        "chunked",
                        "TE",
                        "trailers",
                        "X-Kept",
                        "2")
                .headers();

        assertThat(headers)
                .extracting(header -> header.getKey().toString())
                .containsExactlyInAnyOrder(":method", ":scheme", ":path", ":authority", "host", "te", "x-kept");
    }

    @Test
    void aClientCannotHaveHostOrLengthStripped() {
        Http2Headers headers = read("/", "Host", "h", "Content-Length", "0", "Connection", "host, content-length")
                .headers();

        assertThat(headers.get("host")).hasToString("h");
        assertThat(headers.get("content-length")).hasToString("0");
    }

    @Test
    void aRequestWithoutHostGetsOneFromItsAuthority() {
        Http2Headers headers = new DefaultHttp2Headers();
        headers.method("GET").path("/p").authority("web.shop:80").scheme("http");

        HttpRequest request = Http1Heads.toRequest(new RequestHead(headers, Version.HTTP_1_1, false));

        assertThat(request.headers().get("host")).isEqualTo("web.shop:80");
        assertThat(request.uri()).isEqualTo("/p");
        assertThat(request.headers().names()).noneMatch(name -> name.startsWith(":"));
    }

    @Test
    void upgradedHttp1ComesBackAsItWas() {
        RequestHead sent = read("http://one.example/x", "Host", "one.example", "Transfer-Encoding", "chunked");
        OriginalProtocol.upgrade(sent);
        assertThat(sent.headers().get("l5d-orig-proto")).hasToString("HTTP/1.1; absolute-form");

        RequestHead restored = OriginalProtocol.restore(new RequestHead(sent.headers(), Version.HTTP_2, false));

        assertThat(restored.version()).isEqualTo(Version.HTTP_1_1);
        assertThat(restored.absoluteForm()).isTrue();
        assertThat(restored.headers().contains("l5d-orig-proto")).isFalse();
        assertThat(restored.headers().get("host")).hasToString("one.example");
    }

    @Test
    void aLargeHeadTakesThePlacesOfItsCharacters() {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.headers().set("x-large", "x".repeat(2 * 2048));

        assertThat(Http1Heads.request(request, Http1Heads.characters(request))
                        .orElseThrow()
                        .places())
                .isEqualTo(3);
    }

    @Test
    void anUpgradedRequestThatGoesElsewhereIsAsItWas() {
        RequestHead head = RecordedExchange.head(Version.HTTP_1_1);
        head.headers().scheme("https");
        RequestHead absolute = new RequestHead(head.headers(), Version.HTTP_1_1, true);
        OriginalProtocol.undo(absolute, OriginalProtocol.upgrade(absolute));
        HttpRequest request = Http1Heads.toRequest(absolute);

        assertThat(request.uri()).isEqualTo("https://web/");
        assertThat(request.headers().names()).containsExactly("host");
    }

    @Test
    void http10IsRestoredAsHttp10() {
        Http2Headers headers = new DefaultHttp2Headers().set("l5d-orig-proto", "HTTP/1.0");

        assertThat(OriginalProtocol.restore(new RequestHead(headers, Version.HTTP_2, false))
                        .version())
                .isEqualTo(Version.HTTP_1_0);
    }

    @Test
    void anHttp1ClientCannotPretendToBeUpgraded() {
        RequestHead head = read("/", "Host", "h", "l5d-orig-proto", "HTTP/1.0");

        assertThat(OriginalProtocol.restore(head).version()).isEqualTo(Version.HTTP_1_1);
        assertThat(head.headers().contains("l5d-orig-proto")).isFalse();
    }

    @Test
    void anHttp11BodyOfUnknownLengthIsChunked() {
        HttpResponse response = framed(Version.HTTP_1_1, false, true, new DefaultHttp2Headers().status("200"), false);

        assertThat(response.headers().get("transfer-encoding")).isEqualTo("chunked");
        assertThat(response.headers().contains("connection")).isFalse();
    }

    @Test
    void anHttp10BodyOfUnknownLengthEndsWithItsConnection() {
        HttpResponse response = framed(Version.HTTP_1_0, false, true, new DefaultHttp2Headers().status("200"), false);

        assertThat(response.headers().contains("transfer-encoding")).isFalse();
        assertThat(response.headers().get("connection")).isEqualTo("close");
    }

    @Test
    void aResponseWithoutBodySaysSo() {
        assertThat(framed(Version.HTTP_1_1, false, true, new DefaultHttp2Headers().status("404"), true)
                        .headers()
                        .get("content-length"))
                .isEqualTo("0");
        assertThat(framed(Version.HTTP_1_1, false, true, new DefaultHttp2Headers().status("204"), true)
                        .headers()
                        .contains("content-length"))
                .isFalse();
    }

    @Test
    void theLengthOfAHeadResponseIsKept() {
        Http2Headers head = new DefaultHttp2Headers().status("200").set("content-length", "42");

        assertThat(framed(Version.HTTP_1_1, true, true, head, true).headers().get("content-length"))
                .isEqualTo("42");
    }

    private static HttpResponse framed(
            Version version, boolean head, boolean keepAlive, Http2Headers from, boolean end) {
        return new ResponseFraming(version, head, keepAlive).frame(from, end);
    }

    private static RequestHead read(String target, String... headers) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        for (int i = 0; i < headers.length; i += 2) {
            request.headers().add(headers[i], headers[i + 1]);
        }
        return Http1Heads.request(request, Http1Heads.characters(request)).orElseThrow();
    }
}
