package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import io.weft.proxy.outbound.discover.Distribution;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HeaderEdit;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.Ratio;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 6: filters; wire-behaviour, 10: redirect, injected failures. */
class FiltersThroughTwoProxiesTest {
    private final RoutedMesh mesh = new RoutedMesh(
            head -> "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nServer: app\r\nX-Old: 1\r\n\r\nok",
            head -> RoutedMesh.ok("other"));

    FiltersThroughTwoProxiesTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void aRedirectIsAnsweredInTheApplicationsPlace() throws Exception {
        follow(new HttpFilter.Redirect(Optional.of("https"), Optional.of("new.example"), Optional.empty(), 8443, 302));

        assertThat(mesh.get("/a?q=1"))
                .startsWith("HTTP/1.1 302 ")
                .containsIgnoringCase("location: https://new.example:8443/a?q=1\r\n");
        assertThat(mesh.web.heads).isEmpty();
    }

    @Test
    void aRedirectToWhereTheRequestWentIsIgnored() throws Exception {
        follow(new HttpFilter.Redirect(Optional.empty(), Optional.of("web"), Optional.empty(), 0, 301));

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aPrefixThatDidNotMatchCannotBeReplaced() throws Exception {
        mesh.follow(new io.weft.proxy.outbound.discover.HttpRoutes(
                false,
                List.of(new io.weft.proxy.outbound.discover.HttpRoutes.Case(
                        new io.weft.proxy.route.HttpMatch(
                                Optional.empty(),
                                io.weft.proxy.route.PathMatch.exact("/a"),
                                List.of(),
                                List.of(),
                                Optional.empty()),
                        RoutedMesh.rule(
                                Timeouts.NONE,
                                Optional.empty(),
                                new HttpFilter.Redirect(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(new HttpFilter.PathChange.Prefix("/b")),
                                        0,
                                        301)))),
                Optional.empty()));

        assertThat(mesh.get("/a")).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void anInjectedFailureIsAnsweredWithItsStatusAndItsMessage() throws Exception {
        follow(new HttpFilter.Fail(418, "short and stout", Ratio.ALL));

        assertThat(mesh.get("/"))
                .startsWith("HTTP/1.1 418 ")
                .containsIgnoringCase("content-length: 0\r\n")
                .contains("l5d-proxy-error: short and stout\r\n");
        assertThat(mesh.web.heads).isEmpty();
    }

    @Test
    void aFailureForNoneOfTheRequestsFailsNone() throws Exception {
        follow(new HttpFilter.Fail(500, "never", new Ratio(0, 10)));

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aFilterOfAnUnknownKindFailsEveryRequest() throws Exception {
        follow(new HttpFilter.Unknown());

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void headersAreAddedThenSetThenRemovedBothWays() throws Exception {
        HeaderEdit request = new HeaderEdit(
                List.of(header("x-added", "1"), header("x-gone", "1")),
                List.of(header("x-set", "2")),
                List.of(AsciiString.of("x-gone")));
        HeaderEdit response = new HeaderEdit(
                List.of(header("x-more", "3")), List.of(header("server", "mesh")), List.of(AsciiString.of("x-old")));
        follow(new HttpFilter.EditRequest(request), new HttpFilter.EditResponse(response));
        String answer = mesh.get("/", "X-Set: 1\r\n", "X-Set: 1b\r\n");

        assertThat(mesh.web.heads)
                .singleElement()
                .asString()
                .contains("x-added: 1\r\n", "x-set: 2\r\n")
                .doesNotContain("x-gone", "x-set: 1");
        assertThat(answer).contains("x-more: 3\r\n", "server: mesh\r\n").doesNotContain("x-old");
    }

    @Test
    void aHostThatIsSetIsTheOneTheApplicationSees() throws Exception {
        follow(new HttpFilter.EditRequest(
                new HeaderEdit(List.of(), List.of(header("host", "new.example")), List.of())));
        mesh.get("/");

        assertThat(mesh.web.heads).singleElement().asString().contains("host: new.example\r\n");
    }

    @Test
    void aBackendsFiltersComeAfterTheRules() throws Exception {
        HttpFilter rules = new HttpFilter.EditRequest(
                new HeaderEdit(List.of(), List.of(header("x-by", "rule"), header("x-rule", "1")), List.of()));
        HttpFilter backends =
                new HttpFilter.EditRequest(new HeaderEdit(List.of(), List.of(header("x-by", "backend")), List.of()));
        mesh.follow(new Rule(
                RoutedMesh.ROUTE,
                List.of(rules),
                new Distribution(false, List.of(new Distribution.Share(RoutedMesh.WEB, List.of(backends), 1))),
                Timeouts.NONE,
                Optional.empty(),
                false,
                Optional.empty()));
        mesh.get("/");

        assertThat(mesh.web.heads).singleElement().asString().contains("x-by: backend\r\n", "x-rule: 1\r\n");
    }

    private void follow(HttpFilter... filters) {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty(), filters));
    }

    private static HeaderEdit.Header header(String name, String value) {
        return new HeaderEdit.Header(AsciiString.of(name), AsciiString.of(value));
    }
}
