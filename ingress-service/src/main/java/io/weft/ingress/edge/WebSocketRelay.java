package io.weft.ingress.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.weft.ingress.headers.ForwardedHeaders;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * A request that becomes a WebSocket once its backend agrees. Frames pass both ways as they come, pings too; who closes is told to
 * the other side as it was said. Nobody reads faster than the other side takes.
 *
 * @see "RFC 6455"
 */
final class WebSocketRelay {
    /** Of one frame, in bytes: it is held whole. */
    static final int FRAME_BYTES = 1 << 20;

    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final String VERSION = "13";
    private static final String NO_BODY = "0"; // as a message's length is said once it is read whole
    private static final List<CharSequence> HANDSHAKE = List.of(
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.SEC_WEBSOCKET_KEY,
            HttpHeaderNames.SEC_WEBSOCKET_VERSION,
            HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS,
            HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL,
            HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    /** The answer is complete as soon as both agree, and the backend may be gone before the client has heard all. */
    private final Sinks.Empty<Void> over = Sinks.empty();

    WebSocketRelay(HttpServerRequest request, HttpServerResponse response) {
        this.request = request;
        this.response = response;
    }

    /**
     * Whether a request wants to become one.
     *
     * @throws RefusedException if it wants that in a way that cannot be followed
     */
    static boolean isWantedBy(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders();
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return false;
        }
        boolean clear = request.method().equals(HttpMethod.GET)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() == 1
                && VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
                && headers.get(HttpHeaderNames.CONTENT_LENGTH, NO_BODY).equals(NO_BODY)
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
        if (!clear) {
            throw new RefusedException(Refusal.malformed("the handshake is none of a WebSocket of version 13"));
        }
        return true;
    }

    /**
     * Asks the backend, and ends with the socket.
     *
     * @param headers of the request, for the backend
     * @param agreed told when the client is about to hear that it is one
     */
    Mono<Void> run(HttpClient backend, String target, HttpHeaders headers, Runnable agreed) {
        String protocols = request.requestHeaders().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        return backend.headers(to -> to.set(withoutHandshake(headers)))
                .websocket(spec(protocols))
                .uri(target)
                .handle((in, out) -> {
                    in.withConnection(each -> each.removeHandler(NettyPipeline.ResponseTimeoutHandler));
                    agreed.run();
                    return agree(in, out);
                })
                .then(over.asMono());
    }

    /** What the backend answered in place of agreeing, without its body. */
    Mono<Void> refuse(HttpResponse answer) {
        response.status(answer.status());
        response.responseHeaders()
                .set(ForwardedHeaders.toClient(answer.headers(), false))
                .set(HttpHeaderNames.CONTENT_LENGTH, 0);
        return response.keepAlive(false).send();
    }

    private Mono<Void> agree(WebsocketInbound backend, WebsocketOutbound toBackend) {
        response.responseHeaders().set(withoutHandshake(ForwardedHeaders.toClient(backend.headers(), false)));
        WebsocketServerSpec.Builder spec = WebsocketServerSpec.builder();
        spec.maxFramePayloadLength(FRAME_BYTES).handlePing(true);
        String protocol = backend.selectedSubprotocol();
        if (protocol != null) {
            spec.protocols(protocol);
        }
        return response.sendWebsocket(
                        (client, toClient) -> Mono.when(pass(client, toBackend), pass(backend, toClient))
                                .doFinally(end -> over.tryEmitEmpty()),
                        spec.build())
                .doOnCancel(
                        () -> over.tryEmitError(new RefusedException(Refusal.BROKEN))) // before the client has agreed
                .then(over.asMono());
    }

    /** One frame after the other, each when the one before is written. */
    private static Mono<Void> pass(WebsocketInbound from, WebsocketOutbound to) {
        return from.receiveFrames()
                .concatMap(frame -> write(to, frame.retain()), 0)
                .then(from.receiveCloseStatus())
                .flatMap(status -> close(to, status));
    }

    /** What finds nobody is dropped: that the other side is gone is said by its own direction, once what it sent has passed. */
    private static Mono<Void> write(WebsocketOutbound to, WebSocketFrame frame) {
        return to.sendObject(frame).then().onErrorComplete();
    }

    /** Whoever does not say farewell in return is not waited for. */
    private static Mono<Void> close(WebsocketOutbound to, WebSocketCloseStatus status) {
        to.withConnection(connection -> {
            if (status.equals(WebSocketCloseStatus.ABNORMAL_CLOSURE)) {
                connection.dispose();
            } else {
                var _ = connection
                        .channel()
                        .eventLoop()
                        .schedule(connection::dispose, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
        return status.equals(WebSocketCloseStatus.EMPTY) ? to.sendClose() : said(to, status);
    }

    private static Mono<Void> said(WebsocketOutbound to, WebSocketCloseStatus status) {
        return WebSocketCloseStatus.isValidStatusCode(status.code())
                ? to.sendClose(status.code(), status.reasonText())
                : Mono.empty();
    }

    private static WebsocketClientSpec spec(@Nullable String protocols) {
        WebsocketClientSpec.Builder spec = WebsocketClientSpec.builder();
        spec.maxFramePayloadLength(FRAME_BYTES).handlePing(true);
        if (protocols != null) {
            spec.protocols(protocols);
        }
        return spec.build();
    }

    private static HttpHeaders withoutHandshake(HttpHeaders headers) {
        HANDSHAKE.forEach(headers::remove);
        return headers;
    }
}
