package io.weft.viz.dashboard;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * {@code /api}, answered by the process that has the metrics. Nothing of the reader is passed on but what is asked for.
 *
 * <p>Threading: on the web server's event loops.
 */
@RestController
public final class ApiForward implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiForward.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(15); // a live answer speaks every few seconds
    private static final int MOST_CONNECTIONS = 256;
    private static final byte[] AWAY =
            "{\"error\":\"the metrics are away; try again\"}".getBytes(StandardCharsets.UTF_8);

    private final String metrics;
    private final ConnectionProvider connections = ConnectionProvider.builder("viz-api")
            .maxConnections(MOST_CONNECTIONS)
            .build();
    private final WebClient client;

    /**
     * Connects to nobody yet. The loops stay the caller's.
     *
     * @param metrics host and port
     */
    public ApiForward(String metrics, LoopResources loops) {
        this.metrics = "http://" + metrics;
        HttpClient http = HttpClient.create(connections)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
                .responseTimeout(SILENCE);
        client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .build();
    }

    @GetMapping("/api/**")
    Mono<Void> forward(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        return client.get()
                .uri(target(exchange.getRequest()))
                .exchangeToMono(answer -> pass(answer, response))
                .onErrorResume(WebClientException.class, failure -> away(failure, response));
    }

    private URI target(ServerHttpRequest request) {
        String query = request.getURI().getRawQuery();
        return URI.create(metrics + request.getURI().getRawPath() + (query == null ? "" : "?" + query));
    }

    private static Mono<Void> pass(ClientResponse answer, ServerHttpResponse response) {
        response.setStatusCode(answer.statusCode());
        answer.headers().contentType().ifPresent(response.getHeaders()::setContentType);
        answer.headers().header(HttpHeaders.RETRY_AFTER).stream()
                .findFirst()
                .ifPresent(wait -> response.getHeaders().set(HttpHeaders.RETRY_AFTER, wait));
        return response.writeAndFlushWith(answer.bodyToFlux(DataBuffer.class).map(Mono::just));
    }

    private static Mono<Void> away(WebClientException failure, ServerHttpResponse response) {
        LOG.debug("the metrics do not answer: {}", failure.toString());
        if (response.isCommitted()) {
            return Mono.error(failure); // half an answer must not look like a whole one
        }
        response.setStatusCode(HttpStatus.BAD_GATEWAY);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(AWAY)));
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
