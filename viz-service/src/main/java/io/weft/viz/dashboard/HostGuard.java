package io.weft.viz.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses requests that name a host other than ours: the page is open to whoever reaches it on loopback, and a foreign page
 * whose name was made to point there must not read it. Also adds the security headers.
 *
 * <p>The management port is left alone: probes call it by address.
 */
public final class HostGuard implements WebFilter {
    private static final byte[] REFUSAL =
            "unknown Host header: call this service by one of its own names\n".getBytes(StandardCharsets.UTF_8);
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final Pattern allowed;
    private final ApplicationContext guarded;

    /**
     * Guards one of the servers of this process.
     *
     * @param allowed must match the whole Host header, port included, in lower case
     * @param guarded the context whose server is meant
     */
    public HostGuard(Pattern allowed, ApplicationContext guarded) {
        this.allowed = allowed;
        this.guarded = guarded;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!guarded.equals(exchange.getApplicationContext())) {
            return chain.filter(exchange);
        }
        protect(exchange.getResponse().getHeaders());
        List<String> hosts = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.HOST);
        boolean ours = hosts.size() == 1
                && allowed.matcher(hosts.getFirst().toLowerCase(Locale.ROOT)).matches();
        return ours ? chain.filter(exchange) : refuse(exchange.getResponse());
    }

    private static Mono<Void> refuse(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.BAD_REQUEST);
        response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(REFUSAL)));
    }

    private static void protect(HttpHeaders headers) {
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "SAMEORIGIN");
        headers.set("X-XSS-Protection", "1; mode=block");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", CONTENT_POLICY);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
    }
}
