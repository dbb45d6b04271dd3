package io.weft.viz.signin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Shows the page, and what it asks, to those who signed in; 401 to all others. The management port is left alone. */
public final class SignInGuard implements WebFilter {
    static final String ADVICE = "sign in: linkerd viz dashboard";

    private static final byte[] REFUSAL = (ADVICE + "\n").getBytes(StandardCharsets.UTF_8);

    private final Sessions sessions;
    private final ApplicationContext guarded;

    /**
     * Guards one of the servers of this process.
     *
     * @param guarded the context whose server is meant
     */
    public SignInGuard(Sessions sessions, ApplicationContext guarded) {
        this.sessions = sessions;
        this.guarded = guarded;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        boolean free = !guarded.equals(exchange.getApplicationContext()) || isSignIn(exchange.getRequest());
        return free || isSignedIn(exchange.getRequest()) ? chain.filter(exchange) : refuse(exchange.getResponse());
    }

    private static boolean isSignIn(ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        return path.equals("/signin") || path.startsWith("/signin/");
    }

    private boolean isSignedIn(ServerHttpRequest request) {
        List<HttpCookie> cookies = request.getCookies().getOrDefault(SignInApi.COOKIE, List.of());
        return cookies.size() == 1 && sessions.isOpen(cookies.getFirst().getValue());
    }

    private static Mono<Void> refuse(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.UNAUTHORIZED);
        response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(REFUSAL)));
    }
}
