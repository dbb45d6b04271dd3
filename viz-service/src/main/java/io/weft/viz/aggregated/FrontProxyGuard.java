package io.weft.viz.aggregated;

import io.weft.service.cluster.AccessReviews;
import io.weft.service.cluster.AccessReviews.ResourceAction;
import io.weft.service.cluster.ClusterException;
import io.weft.service.cluster.Reviewed.Bearer;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets in what the API server's front proxy brings, on behalf of users who may: 401 without a certificate, 400 with that of
 * somebody else, 403 without the right, 503 while one of these cannot be found out. Health is open.
 *
 * <p>Threading: rights are asked for on a small pool of its own, the rest on the web server's event loop.
 */
public final class FrontProxyGuard implements WebFilter, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrontProxyGuard.class);
    private static final int THREADS = 4;
    private static final int WAITING = 64;

    private final Supplier<Optional<FrontProxy>> proxy;
    private final AggregatedApi api;
    private final AccessReviews reviews;
    private final InstantSource clock;
    private final ApplicationContext guarded;
    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, WAITING, "rights");

    /**
     * Guards one of the servers of this process.
     *
     * @param api what it answers
     * @param guarded the context whose server is meant
     */
    public FrontProxyGuard(
            Supplier<Optional<FrontProxy>> proxy,
            AggregatedApi api,
            AccessReviews reviews,
            InstantSource clock,
            ApplicationContext guarded) {
        this.proxy = proxy;
        this.api = api;
        this.reviews = reviews;
        this.clock = clock;
        this.guarded = guarded;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        if (!guarded.equals(exchange.getApplicationContext())
                || path.equals("/healthz")
                || path.startsWith("/healthz/")) {
            return chain.filter(exchange);
        }
        Optional<FrontProxy> known = proxy.get();
        List<X509Certificate> presented = chain(exchange.getRequest());
        if (presented.isEmpty()) {
            return refuse(exchange, HttpStatus.UNAUTHORIZED, "ask the API server: it says who you are");
        }
        if (known.isEmpty()) {
            return refuse(exchange, HttpStatus.SERVICE_UNAVAILABLE, "it is not known yet who the API server is");
        }
        if (!known.get().isPresentedBy(presented, clock.instant())) {
            return refuse(exchange, HttpStatus.BAD_REQUEST, "this is not the API server's certificate");
        }
        Optional<ResourceAction> action = api.action().apply(path);
        if (action.isEmpty()) {
            return HttpMethod.GET.equals(exchange.getRequest().getMethod())
                    ? chain.filter(exchange)
                    : refuse(exchange, HttpStatus.NOT_FOUND, "there is nothing at this path");
        }
        return judge(exchange, known.get().user(exchange.getRequest().getHeaders()), action.get(), chain);
    }

    private Mono<Void> judge(
            ServerWebExchange exchange, Optional<Bearer> user, ResourceAction action, WebFilterChain chain) {
        if (user.isEmpty()) {
            return refuse(exchange, HttpStatus.UNAUTHORIZED, "the API server does not say who you are");
        }
        return Mono.fromCallable(() -> reviews.may(user.get(), action))
                .subscribeOn(threads)
                .map(may -> may ? Verdict.MAY : Verdict.MAY_NOT)
                .onErrorResume(FrontProxyGuard::isLater, why -> Mono.just(Verdict.UNKNOWN))
                .flatMap(verdict -> switch (verdict) {
                    case MAY -> chain.filter(exchange);
                    case MAY_NOT -> refuse(exchange, HttpStatus.FORBIDDEN, denied(user.get(), action));
                    case UNKNOWN ->
                        refuse(
                                exchange,
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "your rights cannot be found out now; try again");
                });
    }

    private enum Verdict {
        MAY,
        MAY_NOT,
        UNKNOWN
    }

    private String denied(Bearer user, ResourceAction action) {
        String resource = action.resource() + (action.subresource().isEmpty() ? "" : "/" + action.subresource());
        return user.user() + " may not " + action.verb() + " " + resource + " of " + action.group() + " in namespace "
                + action.namespace() + ": " + api.advice() + " says how that is given";
    }

    private static boolean isLater(Throwable failure) {
        return failure instanceof ClusterException || failure instanceof RejectedExecutionException;
    }

    private static List<X509Certificate> chain(ServerHttpRequest request) {
        SslInfo session = request.getSslInfo();
        return session == null || session.getPeerCertificates() == null
                ? List.of()
                : Stream.of(session.getPeerCertificates()).toList();
    }

    private static Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status, String why) {
        LOG.info("refused {}: {}", exchange.getRequest().getPath(), why);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        byte[] body = JsonMapper.shared()
                .writeValueAsBytes(JsonMapper.shared().createObjectNode().put("error", why));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
