package io.weft.viz.signin;

import io.weft.service.cluster.ClusterException;
import io.weft.service.cluster.Reviewed;
import io.weft.service.cluster.Reviewed.Bearer;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * {@code POST /signin} with a bearer token answers where a browser goes for its cookie, once; {@code GET /signin/CODE} is that place.
 * The token itself never reaches the browser.
 */
@RestController
public final class SignInApi implements AutoCloseable {
    /** Whom tokens must be made for: one for the API server would be worth more than the page. */
    public static final String AUDIENCE = "weft-viz";

    static final String COOKIE = "weft-viz-session";

    private static final Logger LOG = LoggerFactory.getLogger(SignInApi.class);
    private static final Pattern BEARER = Pattern.compile("[Bb]earer +([A-Za-z0-9._~+/-]+=*)");
    private static final int THREADS = 2;
    private static final int WAITING = 32;

    private final Sessions sessions;
    private final Function<String, Reviewed> review;
    private final String viewer;
    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, WAITING, "signin");

    /**
     * Serves the page's sign-in.
     *
     * @param review says whose token it is; may block, and throw {@link ClusterException}
     * @param viewer the user that may: {@code system:serviceaccount:linkerd-viz:web-viewer}
     */
    public SignInApi(Sessions sessions, Function<String, Reviewed> review, String viewer) {
        this.sessions = sessions;
        this.review = review;
        this.viewer = viewer;
    }

    /** Where to send the browser. */
    record Admission(String path) {}

    @PostMapping("/signin")
    Mono<Admission> admit(@RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization) {
        Matcher bearer = BEARER.matcher(authorization);
        if (!bearer.matches()) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "a bearer token is needed");
        }
        return Mono.fromCallable(() -> admitted(review.apply(bearer.group(1)))).subscribeOn(threads);
    }

    private Admission admitted(Reviewed reviewed) {
        if (!(reviewed instanceof Bearer bearer)) {
            LOG.info("nobody was let in: the token is nobody's we know");
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "the token is nobody's we know");
        }
        if (!bearer.user().equals(viewer)) {
            LOG.info("{} was not let in: only {} is", bearer.user(), viewer);
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, bearer.user() + " may not see the page");
        }
        return new Admission("/signin/" + sessions.admit());
    }

    @GetMapping("/signin/{code}")
    ResponseEntity<Void> open(@PathVariable String code) {
        String session = sessions.open(code)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED, SignInGuard.ADVICE));
        ResponseCookie cookie = ResponseCookie.from(COOKIE, session)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(Sessions.LIFE)
                .build();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/"))
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(ResponseStatusException refused) {
        return ResponseEntity.status(refused.getStatusCode())
                .body(Map.of("error", String.valueOf(refused.getReason())));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> later(ClusterException away) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(Map.of("error", "who you are cannot be found out now; try again"));
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
