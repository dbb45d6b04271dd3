package io.weft.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.proxy.route.HttpFilter.PathChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 6: redirect. */
class RedirectsTest {
    private static final HttpMatch PREFIX =
            new HttpMatch(Optional.empty(), PathMatch.prefix("/old"), List.of(), List.of(), Optional.empty());

    @Test
    void whatIsNotSaidIsTheRequests() {
        assertThat(to("/old/a?q=1", Optional.of("https"), Optional.empty(), Optional.empty(), 0))
                .contains("https://web.example:8080/old/a?q=1");
        assertThat(to("/old/a", Optional.empty(), Optional.of("other.example"), Optional.empty(), 0))
                .contains("http://other.example/old/a");
        assertThat(to("/old/a", Optional.empty(), Optional.empty(), Optional.empty(), 9090))
                .contains("http://web.example:9090/old/a");
    }

    @Test
    void pathIsReplacedWholeOrByItsPrefix() {
        assertThat(path("/old/a?q=1", new PathChange.Full("/new"))).contains("http://web.example:8080/new?q=1");
        assertThat(path("/old/a?q=1", new PathChange.Prefix("/new"))).contains("http://web.example:8080/new/a?q=1");
        assertThat(path("/old", new PathChange.Prefix("/new/"))).contains("http://web.example:8080/new");
        assertThat(path("/old", new PathChange.Prefix("/"))).contains("http://web.example:8080/");
    }

    @Test
    void redirectToWhereTheRequestWentIsNone() {
        assertThat(path("/old/a", new PathChange.Full("/old/a"))).isEmpty();
    }

    @Test
    void prefixCannotBeReplacedWhereNoneMatched() {
        HttpMatch exact =
                new HttpMatch(Optional.empty(), PathMatch.exact("/old"), List.of(), List.of(), Optional.empty());

        assertThatThrownBy(() -> Redirects.location(
                        redirect(Optional.empty(), Optional.empty(), Optional.of(new PathChange.Prefix("/new")), 0),
                        exact,
                        Requests.head("GET", "web.example:8080", "/old")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<String> path(String target, PathChange change) {
        return to(target, Optional.empty(), Optional.empty(), Optional.of(change), 0);
    }

    private static Optional<String> to(
            String target, Optional<String> scheme, Optional<String> host, Optional<PathChange> path, int port) {
        return Redirects.location(
                redirect(scheme, host, path, port), PREFIX, Requests.head("GET", "web.example:8080", target));
    }

    private static HttpFilter.Redirect redirect(
            Optional<String> scheme, Optional<String> host, Optional<PathChange> path, int port) {
        return new HttpFilter.Redirect(scheme, host, path, port, 301);
    }
}
