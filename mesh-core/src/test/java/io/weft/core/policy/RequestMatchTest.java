package io.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.policy.RequestMatch.PathMatch;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMatchTest {
    @ParameterizedTest
    @CsvSource({
        "/foo,  /foo,      true",
        "/foo,  /foo/,     true",
        "/foo,  /foo/bar,  true",
        "/foo,  /foobar,   false",
        "/foo,  /,         false",
        "/foo,  /Foo,      false",
        "/foo/, /foo,      true",
        "/foo/, /foo/bar,  true",
        "/foo/, /foobar,   false",
        "/,     /anything, true"
    })
    void prefixCountsWholeSegments(String prefix, String path, boolean matches) {
        assertThat(new PathMatch.Prefix(prefix).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"/live, /live, true", "/live, /live/, false", "/live, /LIVE, false", "/live, /live/x, false"})
    void exactPathIsComparedToTheLetter(String value, String path, boolean matches) {
        assertThat(new PathMatch.Exact(value).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"GET, /live, true", "POST, /live, false", "get, /live, false", "GET, /other, false"})
    void methodAndPathMustBothMatch(String method, String path, boolean matches) {
        RequestMatch match = new RequestMatch(new PathMatch.Exact("/live"), Optional.of("GET"));

        assertThat(match.matches(method, path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/b"})
    void aRouteWithoutRulesTakesEveryRequest(String path) {
        assertThat(RequestMatch.all().matches("DELETE", path)).isTrue();
    }

    @Test
    void withoutAMethodEveryMethodMatches() {
        RequestMatch match = new RequestMatch(new PathMatch.Exact("/live"), Optional.empty());

        assertThat(match.matches("BREW", "/live")).isTrue();
    }
}
