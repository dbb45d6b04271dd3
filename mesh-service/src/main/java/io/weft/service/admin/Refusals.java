package io.weft.service.admin;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How a caller is told no: 401 nobody we know, 403 may not, 503 cannot be found out now. */
final class Refusals {
    private Refusals() {}

    static Mono<Void> unknown(ServerWebExchange exchange, AuthenticationException why) {
        if (why instanceof AuthenticationServiceException) {
            return answer(exchange, HttpStatus.SERVICE_UNAVAILABLE, "who you are cannot be found out now; try again");
        }
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"weft-admin\"");
        return answer(exchange, HttpStatus.UNAUTHORIZED, "a bearer token of somebody we know is needed");
    }

    static Mono<Void> denied(ServerWebExchange exchange, AccessDeniedException why) {
        return answer(exchange, HttpStatus.FORBIDDEN, "you may not do that");
    }

    private static Mono<Void> answer(ServerWebExchange exchange, HttpStatus status, String error) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        byte[] body = ("{\"error\":\"" + error + "\"}").getBytes(StandardCharsets.UTF_8);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }
}
