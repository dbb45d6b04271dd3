package io.weft.service.admin;

import io.weft.service.cluster.ClusterException;
import io.weft.service.cluster.Reviewed.Bearer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Puts a {@link CallerCheck} into Spring Security's terms. Every refusal is logged, without the token.
 *
 * <p>Threading: checks on a small pool of its own, the rest wherever it is asked.
 */
final class Callers
        implements ReactiveAuthenticationManager, ReactiveAuthorizationManager<AuthorizationContext>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Callers.class);
    private static final int THREADS = 4;
    private static final int WAITING = 64;

    private final AdminApi api;
    private final CallerCheck check;
    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, WAITING, "admin-check");

    Callers(AdminApi api, CallerCheck check) {
        this.api = api;
        this.check = check;
    }

    @Override
    public Mono<Authentication> authenticate(Authentication presented) {
        String token = String.valueOf(presented.getCredentials());
        return Mono.fromCallable(() -> known(token))
                .subscribeOn(threads)
                .onErrorMap(Callers::isLater, e -> new AuthenticationServiceException(String.valueOf(e.getMessage())));
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> caller, AuthorizationContext context) {
        var request = context.getExchange().getRequest();
        String verb = request.getMethod().name().toLowerCase(Locale.ROOT);
        String path = api.asked(request.getPath().pathWithinApplication().value());
        return caller.flatMap(known ->
                        Mono.fromCallable(() -> decide(known, verb, path)).subscribeOn(threads))
                .onErrorMap(
                        Callers::isLater,
                        e -> new ResponseStatusException(
                                HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), e))
                .defaultIfEmpty(new AuthorizationDecision(false));
    }

    private Authentication known(String token) {
        Bearer bearer = check.who(token).orElseThrow(() -> {
            log.info("refused a call to the admin API: the token is nobody's we know");
            return new BadCredentialsException("the token is nobody's we know");
        });
        return UsernamePasswordAuthenticationToken.authenticated(bearer, null, List.of());
    }

    private AuthorizationResult decide(Authentication caller, String verb, String path) {
        boolean may = caller.getPrincipal() instanceof Bearer bearer && check.may(bearer, verb, path);
        if (!may) {
            log.info("refused a call to the admin API: {} may not {} {}", caller.getName(), verb, path);
        }
        return new AuthorizationDecision(may);
    }

    private static boolean isLater(Throwable failure) {
        return failure instanceof ClusterException || failure instanceof RejectedExecutionException;
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
