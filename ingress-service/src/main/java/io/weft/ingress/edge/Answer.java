package io.weft.ingress.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.weft.ingress.headers.ForwardedHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What the client gets: a backend's answer as it comes, or a refusal. */
final class Answer {
    private static final Set<HttpResponseStatus> WITHOUT_BODY =
            Set.of(HttpResponseStatus.NO_CONTENT, HttpResponseStatus.NOT_MODIFIED, HttpResponseStatus.RESET_CONTENT);
    private static final String GRPC_STATUS = "grpc-status";

    private final HttpServerRequest request;
    private final HttpServerResponse response;

    Answer(HttpServerRequest request, HttpServerResponse response) {
        this.request = request;
        this.response = response;
    }

    /** Ends the backend's connection if the answer does not reach its end. */
    Mono<Void> relay(HttpClientResponse in, Connection connection) {
        connection.removeHandler(NettyPipeline.ResponseTimeoutHandler); // its head is here; the rest may take its time
        AtomicReference<HttpHeaders> trailers = new AtomicReference<>();
        in.trailerHeaders().subscribe(trailers::set, lost -> {});
        response.status(in.status());
        response.responseHeaders().set(ForwardedHeaders.toClient(in.responseHeaders(), isChunked(in)));
        response.trailerHeaders(to -> {
            HttpHeaders received = trailers.get();
            if (received != null) {
                to.set(ForwardedHeaders.trailers(received));
            }
        });
        return Mono.from(body(in, connection)).doFinally(end -> {
            if (end != SignalType.ON_COMPLETE) {
                connection.dispose();
            }
        });
    }

    private Publisher<Void> body(HttpClientResponse in, Connection connection) {
        return isEmpty(in)
                ? connection.inbound().receive().then(response.send())
                : response.sendObject(connection.inbound().receive().retain());
    }

    /** gRPC that fails at once says so in its head, which must end the stream. */
    private boolean isEmpty(HttpClientResponse in) {
        return request.method().equals(HttpMethod.HEAD)
                || WITHOUT_BODY.contains(in.status())
                || in.responseHeaders().contains(GRPC_STATUS);
    }

    private boolean isChunked(HttpClientResponse in) {
        return !isEmpty(in)
                && !in.responseHeaders().contains(HttpHeaderNames.CONTENT_LENGTH)
                && !request.version().equals(HttpVersion.HTTP_1_0);
    }

    Mono<Void> refuse(Refusal refusal) {
        byte[] text = (refusal.text() + "\n").getBytes(StandardCharsets.UTF_8);
        response.status(refusal.status());
        response.responseHeaders()
                .clear()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length);
        if (refusal.close()) {
            response.keepAlive(false);
        }
        return request.method().equals(HttpMethod.HEAD)
                ? response.send()
                : response.sendByteArray(Mono.just(text)).then();
    }
}
