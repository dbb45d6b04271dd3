package io.weft.ingress.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.weft.ingress.headers.Caller;
import io.weft.ingress.headers.ForwardedHeaders;
import io.weft.ingress.rules.Route;
import io.weft.ingress.rules.Target;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** One request's way through: judged, sent on, answered. On the event loop of its connection. */
final class Passage {
    private static final Logger log = LoggerFactory.getLogger(Passage.class);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Upstream upstream;
    private Optional<Route> route = Optional.empty();
    private int status;

    Passage(HttpServerRequest request, HttpServerResponse response, Upstream upstream) {
        this.request = request;
        this.response = response;
        this.upstream = upstream;
    }

    /** The rule that was found. */
    Optional<Route> route() {
        return route;
    }

    /** What was answered; 0: nothing. */
    int status() {
        return status;
    }

    boolean isTls() {
        return request.scheme().equals("https");
    }

    Mono<Void> run(Gateway.Rules rules) {
        return Mono.defer(() -> forward(rules)).onErrorResume(this::refuse);
    }

    private Mono<Void> forward(Gateway.Rules rules) {
        refuseWhatLeavesHttp();
        RequestHead head = RequestHead.of(request.uri(), request.requestHeaders());
        Route found =
                rules.routes().find(head.host(), head.path()).orElseThrow(() -> new RefusedException(Refusal.NO_ROUTE));
        route = Optional.of(found);
        Target target =
                rules.targets().find(found.backend()).orElseThrow(() -> new RefusedException(Refusal.NO_SERVICE));
        HttpHeaders headers =
                ForwardedHeaders.toBackend(request.requestHeaders(), caller(head), head.chunked(), found.headers());
        if (WebSocketRelay.isWantedBy(request)) {
            return socket(upstream.toSocketOf(target), head.target(), headers);
        }
        return upstream.to(target, isGrpc())
                .request(request.method())
                .uri(head.target())
                .send((out, outbound) -> send(out, outbound, head, headers))
                .responseConnection((in, connection) -> {
                    status = in.status().code();
                    return new Answer(request, response).relay(in, connection);
                })
                .then();
    }

    private Mono<Void> socket(HttpClient backend, String path, HttpHeaders headers) {
        WebSocketRelay relay = new WebSocketRelay(request, response);
        return relay.run(backend, path, headers, () -> status = HttpResponseStatus.SWITCHING_PROTOCOLS.code())
                .onErrorResume(WebSocketClientHandshakeException.class, refused -> {
                    HttpResponse answer = refused.response();
                    if (answer == null) {
                        return Mono.error(refused);
                    }
                    status = answer.status().code();
                    return relay.refuse(answer);
                });
    }

    private void refuseWhatLeavesHttp() {
        if (request.method().equals(HttpMethod.CONNECT) || request.method().equals(HttpMethod.TRACE)) {
            throw new RefusedException(Refusal.unsupported("the method is not passed on"));
        }
        if (request.requestHeaders().contains(HttpHeaderNames.UPGRADE) && !WebSocketRelay.isWantedBy(request)) {
            throw new RefusedException(Refusal.unsupported("no upgrade but that to WebSockets is passed on"));
        }
    }

    /** What goes on as HTTP/2 unasked: a browser speaks it too, to applications that do not. */
    private boolean isGrpc() {
        String type = request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
        return request.protocol().startsWith("HTTP/2") && type.startsWith("application/grpc");
    }

    private Caller caller(RequestHead head) {
        InetSocketAddress peer = request.remoteAddress();
        String address = peer == null || peer.getAddress() == null
                ? "unknown"
                : peer.getAddress().getHostAddress();
        return new Caller(address, request.scheme(), head.authority());
    }

    private Publisher<Void> send(HttpClientRequest out, NettyOutbound outbound, RequestHead head, HttpHeaders headers) {
        out.requestHeaders().set(headers);
        return head.hasBody() ? outbound.sendObject(request.receive().retain()) : outbound;
    }

    private Mono<Void> refuse(Throwable failure) {
        if (response.hasSentHeaders()) {
            log.debug("an answer ends early", failure);
            return Mono.error(failure);
        }
        Refusal refusal = failure instanceof RefusedException refused ? refused.refusal() : Refusal.of(failure);
        log.debug("answered with {}: {}", refusal.status(), refusal.text(), failure);
        status = refusal.status();
        return new Answer(request, response).refuse(refusal);
    }
}
