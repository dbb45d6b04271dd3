package io.weft.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadTest {
    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/ | app.example.com | app.example.com / /",
                "/a/b?c=/../d | App.Example.com:8080 | app.example.com /a/b /a/b?c=/../d",
                "/a | app.example.com. | app.example.com /a /a",
                "/ | [::1]:80 | [::1] / /",
                "http://app.example.com/a?b | app.example.com | app.example.com /a /a?b",
                "http://app.example.com | app.example.com | app.example.com / /",
                "http://app.example.com?b | app.example.com | app.example.com / /?b",
                "/a.b/..c/.d | a | a /a.b/..c/.d /a.b/..c/.d",
                "/{x} | a | a /{x} /{x}",
                "//x/y | a | a //x/y //x/y",
                "http://evil.example.com/ | app.example.com | two hosts are named",
                "/ | | one host must be named",
                "/ | a b | the host is none",
                "/ | a@b | the host is none",
                "/ | a:b | the host is none",
                "* | a | the target is no path",
                "a | a | the target is no path",
                "/a b | a | the target is no path",
                "/a#b | a | the target is no path",
                "/caf\u00e9 | a | the target is no path",
                "/a/../b | a | the path has segments of dots",
                "/a/.. | a | the path has segments of dots",
                "/./a | a | the path has segments of dots",
                "/a/%2e%2E/b | a | the path has segments of dots",
                "/a%2f..%2fb | a | the path has segments of dots",
                "/a/..\\b | a | the path has segments of dots",
                "/a/..;/b | a | the path has segments of dots",
            })
    void headIsClearOrRefused(String uri, String host, String expected) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (host != null) {
            headers.add("Host", host);
        }

        assertThat(read(uri, headers)).isEqualTo(expected);
    }

    @Test
    void twoHostsAreRefused() {
        assertThat(read("/", new DefaultHttpHeaders().add("Host", "a").add("host", "a")))
                .isEqualTo("one host must be named");
    }

    @ParameterizedTest(name = "transfer-encoding {0}, content-length {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                " | | false false",
                " | 0 | false false",
                " | 5 | false true",
                "chunked | | true true",
                "Chunked | | true true",
                "chunked | 5 | the body has more than one length",
                "gzip, chunked | | the transfer coding is not chunked alone",
                "identity | | the transfer coding is not chunked alone",
                "xchunked | 5 | the transfer coding is not chunked alone",
            })
    void bodyHasOneLength(String coding, String length, String expected) {
        HttpHeaders headers = new DefaultHttpHeaders().add("Host", "a");
        if (coding != null) {
            headers.add("Transfer-Encoding", coding);
        }
        if (length != null) {
            headers.add("Content-Length", length);
        }

        assertThat(framing(headers)).isEqualTo(expected);
    }

    private static String framing(HttpHeaders headers) {
        try {
            RequestHead head = RequestHead.of("/", headers);
            return head.chunked() + " " + head.hasBody();
        } catch (RefusedException refused) {
            return refused.refusal().text();
        }
    }

    private static String read(String uri, HttpHeaders headers) {
        try {
            RequestHead head = RequestHead.of(uri, headers);
            return head.host() + " " + head.path() + " " + head.target();
        } catch (RefusedException refused) {
            return refused.refusal().text();
        }
    }
}
