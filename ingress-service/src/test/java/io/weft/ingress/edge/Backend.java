package io.weft.ingress.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What a rule leads to: tells what it was asked, echoes, is silent, breaks off, or never ends. */
final class Backend implements AutoCloseable {
    private static final int PIECE = 65_536;

    final List<String> asked = new CopyOnWriteArrayList<>();
    final AtomicLong sent = new AtomicLong();
    final CountDownLatch left = new CountDownLatch(1);
    private final DisposableServer server;

    Backend(HttpProtocol... protocols) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(protocols)
                .httpRequestDecoder(decoder -> decoder.maxHeaderSize(100_000))
                .handle(this::answer)
                .bindNow();
    }

    int port() {
        return server.port();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        asked.add(request.method() + " " + request.uri());
        return switch (request.fullPath()) {
            case "/echo" -> response.send(request.receive().retain());
            case "/count" ->
                response.sendString(request.receive()
                        .map(piece -> (long) piece.readableBytes())
                        .reduce(0L, Long::sum)
                        .map(String::valueOf));
            case "/endless" -> response.send(endless());
            case "/silent" -> Mono.never();
            case "/broken" -> Mono.fromRunnable(() -> request.withConnection(Connection::dispose));
            case "/empty" -> response.status(204).send();
            default ->
                response.header("X-Backend", "1").header("l5d-proxy-error", "x").sendString(told(request));
        };
    }

    private static Mono<String> told(HttpServerRequest request) {
        var headers = request.requestHeaders();
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .map(body -> String.join(
                        " ",
                        request.method().name(),
                        request.protocol(),
                        request.uri(),
                        headers.get("Host", ""),
                        headers.get("X-Forwarded-For", ""),
                        headers.get("X-Forwarded-Proto", ""),
                        headers.get("X-Custom", ""),
                        headers.get("User-Agent", "none"),
                        body));
    }

    private Flux<ByteBuf> endless() {
        return Flux.<ByteBuf>generate(sink -> {
                    sent.addAndGet(PIECE);
                    sink.next(Unpooled.wrappedBuffer(new byte[PIECE]));
                })
                .doOnCancel(left::countDown);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
