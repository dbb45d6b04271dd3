package io.weft.proxy.tap.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.TextFormat;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.api.tap.ObserveRequest;
import io.weft.proxy.tap.Parties;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTranslatorTest {
    private static final Parties PARTIES = new Parties(
            Parties.Direction.OUTBOUND,
            new InetSocketAddress(InetAddress.ofLiteral("10.42.0.7"), 40_000),
            Map.of("tls", "loopback"),
            new InetSocketAddress(InetAddress.ofLiteral("fd00::9"), 8080),
            Map.of("deployment", "catalog"),
            Map.of("route", "GET /items"));
    private static final Http2Headers HEAD = new DefaultHttp2Headers()
            .method("GET")
            .scheme("https")
            .authority("catalog.shop:8080")
            .path("/items?page=2");

    /** Every kind of the API, once as it holds and once as it does not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    all {}                                                                      | true
                    any {}                                                                      | false
                    all { matches { http { method { registered: GET } } } matches { http { path { exact: "/" } } } }                            | false
                    any { matches { http { method { registered: GET } } } matches { http { path { exact: "/" } } } }                            | true
                    not { http { method { registered: GET } } }                                 | false
                    not { http { method { registered: HEAD } } }                                | true
                    source { netmask { ip { ipv4: 170524672 } mask: 16 } }                      | true
                    source { netmask { ip { ipv4: 170524672 } mask: 32 } }                      | false
                    source { ports { min: 40000 } }                                             | true
                    source { ports { max: 40000 } }                                             | true
                    source { ports { min: 1 max: 39999 } }                                      | false
                    destination { netmask { ip { ipv6 { first: 18230571291595767808 } } mask: 8 } } | true
                    destination { netmask { ip { ipv4: 170524672 } mask: 1 } }                  | false
                    destination { ports { min: 8000 max: 9000 } }                               | true
                    http { scheme { registered: HTTPS } }                                       | true
                    http { scheme { registered: HTTP } }                                        | false
                    http { scheme { unregistered: "HTTPS" } }                                   | true
                    http { method { unregistered: "GET" } }                                     | true
                    http { method { unregistered: "get" } }                                     | false
                    http { authority { exact: "catalog.shop:8080" } }                           | true
                    http { authority { exact: "catalog.shop" } }                                | false
                    http { authority { prefix: "catalog." } }                                   | true
                    http { path { exact: "/items" } }                                           | false
                    http { path { prefix: "/items" } }                                          | true
                    destination_label { key: "deployment" value: "catalog" }                    | true
                    destination_label { key: "deployment" value: "web" }                        | false
                    route_label { key: "route" value: "GET /items" }                            | true
                    route_label { key: "route" value: "" }                                      | false
                    """)
    void eachKindOfMatchHoldsWhatItSays(String match, boolean holds) throws Exception {
        assertThat(MatchTranslator.match(request(match)).matches(PARTIES, HEAD)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                        | a match says nothing
                    not {}                                                    | a match says nothing
                    all { matches {} }                                        | a match says nothing
                    source {}                                                 | neither addresses nor ports to match
                    source { netmask { mask: 8 } }                            | a netmask without address
                    source { netmask { ip { ipv4: 1 } } }                     | no netmask: 0
                    source { netmask { ip { ipv4: 1 } mask: 33 } }            | no netmask: 33
                    source { ports {} }                                       | no range of ports: 0 to 0
                    source { ports { min: 9 max: 8 } }                        | no range of ports: 9 to 8
                    destination { ports { min: 1 max: 65536 } }               | no range of ports: 1 to 65536
                    http {}                                                   | nothing of HTTP to match
                    http { scheme {} }                                        | no scheme to match
                    http { method {} }                                        | no method to match
                    http { path {} }                                          | no text to match
                    destination_label { value: "x" }                          | a label without key
                    """)
    void whatCannotBeFollowedIsRefused(String match, String message) throws Exception {
        ObserveRequest request = request(match);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatchTranslator.match(request))
                .withMessage(message);
    }

    @Test
    void aRequestWithoutMatchIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatchTranslator.match(ObserveRequest.getDefaultInstance()))
                .withMessage("a match is missing");
    }

    @Test
    void nestingHasAnEnd() {
        ObserveRequest.Match deep = ObserveRequest.Match.newBuilder()
                .setAll(ObserveRequest.Match.Seq.getDefaultInstance())
                .build();
        for (int i = 0; i < 40; i++) {
            deep = ObserveRequest.Match.newBuilder().setNot(deep).build();
        }
        ObserveRequest request = ObserveRequest.newBuilder().setMatch(deep).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatchTranslator.match(request))
                .withMessage("matches are nested too deeply");
    }

    @Test
    void aRequestWithoutSchemeIsPlainHttp() throws Exception {
        Http2Headers bare = new DefaultHttp2Headers().method("GET").path("/");

        assertThat(MatchTranslator.match(request("http { scheme { registered: HTTP } }"))
                        .matches(PARTIES, bare))
                .isTrue();
    }

    private static ObserveRequest request(String match) throws Exception {
        ObserveRequest.Builder request =
                ObserveRequest.newBuilder().setMatch(ObserveRequest.Match.getDefaultInstance());
        TextFormat.merge("match { " + match + " }", request);
        return request.build();
    }
}
