package io.weft.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** proxy-behaviour, 6: Gateway-API routes. */
class HttpMatchTest {
    private static final HttpMatch ALL = HttpMatch.all();

    @ParameterizedTest
    @CsvSource({
        "/foo, /foo, true",
        "/foo, /foo/, true",
        "/foo, /foo/bar?q=1, true",
        "/foo, /foobar, false",
        "/foo/, /foo, true",
        "/, /anything, true",
    })
    void prefixTakesWholeSegments(String prefix, String target, boolean expected) {
        assertThat(path(PathMatch.prefix(prefix)).matches(Requests.facts("GET", "web", target)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/foo, true", "/foo?q=1, true", "/foo/, false", "/fo, false"})
    void exactPathIsTakenToTheLetter(String target, boolean expected) {
        assertThat(path(PathMatch.exact("/foo")).matches(Requests.facts("GET", "web", target)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/users/7, true", "/users/7/, false", "/v1/users/7, false"})
    void expressionTakesTheWholePath(String target, boolean expected) {
        PathMatch expression = new PathMatch.Regex(Pattern.compile("/users/[0-9]+"));

        assertThat(path(expression).matches(Requests.facts("GET", "web", target)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.Cart, Add, true",
        "shop.Cart, '', true",
        "'', Add, true",
        "'', '', true",
        "shop.Cart, Remove, false",
        "shop.Ca, '', false",
    })
    void callIsTakenByServiceAndMethod(String service, String method, boolean expected) {
        HttpMatch match = path(new PathMatch.Call(service, method));

        assertThat(match.matches(Requests.facts("POST", "web", "/shop.Cart/Add")))
                .isEqualTo(expected);
        assertThat(match.matches(Requests.facts("POST", "web", "/Add"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "web.example, true",
        "WEB.example:8080, true",
        "web.example., true",
        "web.example.:80, true",
        "web.example:, true",
        "web.example:0, true",
        "web.example:99999, true",
        "web.example.org, false",
        ":80, false",
        "a.b.example, false",
    })
    void exactHostIsComparedWithoutCaseAndPort(String authority, boolean expected) {
        assertThat(ALL.of(new HostMatch.Exact("web.example")).matches(Requests.facts("GET", authority, "/")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"a.example, true", "a.b.example:80, true", "example, false", "badexample, false"})
    void hostSuffixTakesEveryNameBelow(String authority, boolean expected) {
        assertThat(ALL.of(new HostMatch.Suffix(".example")).matches(Requests.facts("GET", authority, "/")))
                .isEqualTo(expected);
    }

    @Test
    void hostsMayBeAddresses() {
        HttpMatch match = ALL.of(new HostMatch.Exact("::1"));

        assertThat(match.matches(Requests.facts("GET", "[::1]:80", "/"))).isTrue();
        assertThat(match.matches(Requests.facts("GET", "[::1]", "/"))).isTrue();
    }

    @Test
    void anyValueOfAHeaderCounts() {
        HttpMatch match = new HttpMatch(
                Optional.empty(), PathMatch.prefix("/"), List.of(exact("x-v", "2")), List.of(), Optional.empty());

        assertThat(match.matches(Requests.facts("GET", "web", "/", "x-v", "1", "x-v", "2")))
                .isTrue();
        assertThat(match.matches(Requests.facts("GET", "web", "/", "x-v", "22")))
                .isFalse();
        assertThat(match.matches(Requests.facts("GET", "web", "/"))).isFalse();
    }

    @Test
    void queryParametersAreDecodedBeforeTheyAreCompared() {
        HttpMatch match = new HttpMatch(
                Optional.empty(), PathMatch.prefix("/"), List.of(), List.of(exact("q", "a b")), Optional.empty());

        assertThat(match.matches(Requests.facts("GET", "web", "/?q=a%20b"))).isTrue();
        assertThat(match.matches(Requests.facts("GET", "web", "/?p=a%20b"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/?q=100%&a=1, q, 100%", "/?%&q=1, q, 1", "/?x=1;q=2, x, 1;q=2", "/?q#&q=1, q, ''", "/?q=%zz, q, %zz"})
    void queryIsReadAsServersDo(String target, String name, String value) {
        HttpMatch match = new HttpMatch(
                Optional.empty(), PathMatch.prefix("/"), List.of(), List.of(exact(name, value)), Optional.empty());

        assertThat(match.matches(Requests.facts("GET", "web", target))).isTrue();
    }

    @Test
    void noParameterIsBeyondReach() {
        HttpMatch match = new HttpMatch(
                Optional.empty(), PathMatch.prefix("/"), List.of(), List.of(exact("admin", "1")), Optional.empty());

        assertThat(match.matches(Requests.facts("GET", "web", "/?" + "a&".repeat(5_000) + "admin=1")))
                .isTrue();
    }

    @Test
    void whatTakesEveryRequestTakesTheServerAsAWholeToo() {
        assertThat(HttpMatch.all().matches(Requests.facts("OPTIONS", "web", "*")))
                .isTrue();
    }

    @Test
    void aCallWithAHeaderIsMoreParticularThanEveryRequest() {
        HttpMatch header = new HttpMatch(
                Optional.empty(),
                new PathMatch.Call("", ""),
                List.of(exact("x-v", "1")),
                List.of(),
                Optional.of("POST"));
        List<HttpMatch> sorted = new ArrayList<>(List.of(HttpMatch.all(), header));
        sorted.sort(HttpMatch.MOST_PARTICULAR_FIRST);

        assertThat(sorted).containsExactly(header, HttpMatch.all());
    }

    @Test
    void methodIsTakenToTheLetter() {
        HttpMatch match = method("GET");

        assertThat(match.matches(Requests.facts("GET", "web", "/"))).isTrue();
        assertThat(match.matches(Requests.facts("get", "web", "/"))).isFalse();
    }

    /** Each is more particular than the next. */
    @Test
    void mostParticularMatchIsPreferred() {
        List<HttpMatch> expected = List.of(
                ALL.of(new HostMatch.Exact("a.example")),
                ALL.of(new HostMatch.Suffix(".b.example")),
                ALL.of(new HostMatch.Suffix(".example")),
                path(PathMatch.exact("/a")),
                path(new PathMatch.Regex(Pattern.compile("/a+"))),
                path(PathMatch.prefix("/long/er")),
                path(PathMatch.prefix("/long")),
                headers(2),
                headers(1),
                new HttpMatch(
                        Optional.empty(), PathMatch.prefix("/"), List.of(), List.of(exact("q", "1")), Optional.empty()),
                method("GET"),
                ALL);
        List<HttpMatch> shuffled = new ArrayList<>(expected);
        Collections.reverse(shuffled);
        shuffled.sort(HttpMatch.MOST_PARTICULAR_FIRST);

        assertThat(shuffled).isEqualTo(expected);
    }

    @Test
    void exactServiceBeatsAnyAndThenExactMethodBeatsAny() {
        List<HttpMatch> calls = new ArrayList<>(List.of(
                path(new PathMatch.Call("", "")),
                path(new PathMatch.Call("", "Add")),
                path(new PathMatch.Call("shop.Cart", "")),
                path(new PathMatch.Call("shop.Cart", "Add"))));
        List<HttpMatch> expected = calls.reversed();
        List<HttpMatch> sorted = new ArrayList<>(calls);
        sorted.sort(HttpMatch.MOST_PARTICULAR_FIRST);

        assertThat(sorted).isEqualTo(expected);
    }

    private static HttpMatch path(PathMatch path) {
        return new HttpMatch(Optional.empty(), path, List.of(), List.of(), Optional.empty());
    }

    private static HttpMatch method(String method) {
        return new HttpMatch(Optional.empty(), PathMatch.prefix("/"), List.of(), List.of(), Optional.of(method));
    }

    private static HttpMatch headers(int count) {
        return new HttpMatch(
                Optional.empty(),
                PathMatch.prefix("/"),
                Collections.nCopies(count, exact("x-v", "1")),
                List.of(),
                Optional.empty());
    }

    private static ValueMatch exact(String name, String value) {
        return new ValueMatch(name, new ValueMatch.Rule.Exact(value));
    }
}
