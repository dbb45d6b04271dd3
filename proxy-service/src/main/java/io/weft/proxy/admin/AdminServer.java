package io.weft.proxy.admin;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.weft.proxy.errors.FaultResponder;
import io.weft.proxy.errors.Refusal;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.MetricRegistry;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * Serves {@code /metrics} and what {@link AdminEndpoints} answers, over HTTP/1.1 and, by prior knowledge, HTTP/2.
 *
 * <p>The data path starts it before identity is certified. Whether this process lives and is ready everybody may ask: a policy
 * that keeps the kubelet out must not end every pod it holds for.
 *
 * <p>Threading: {@link #start} and {@link #stop} block, so call them from no event loop. What the subject names
 * is called on the server's loop and must not block.
 *
 * @see "proxy-behaviour, section 9"
 */
public final class AdminServer {
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final int MOST_BODY_BYTES = 4096;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final AdminSettings settings;
    private final LoopResources loops;
    private final AtomicLong untaken = new AtomicLong(); // bytes of answers
    private final MetricsEndpoint metrics;
    private final AdminEndpoints endpoints;
    private final AdminGate gate;
    private final AdminConnections connections = new AdminConnections();

    /**
     * Nothing is bound yet.
     *
     * @param loops its first loop serves; not one that carries traffic. Stays the caller's
     * @param gate who may ask what
     */
    public AdminServer(
            AdminSettings settings, LoopResources loops, MetricRegistry registry, AdminSubject proxy, AdminGate gate) {
        this.settings = settings;
        this.loops = loops;
        this.gate = gate;
        metrics = new MetricsEndpoint(new Exposition(registry), untaken);
        endpoints = new AdminEndpoints(proxy, settings.shutdownEnabled());
    }

    /**
     * Binds and serves until stopped.
     *
     * @throws reactor.netty.ChannelBindException if the address is taken
     */
    public DisposableServer start() {
        return HttpServer.create()
                .runOn(loops)
                .bindAddress(settings::address)
                .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                .httpRequestDecoder(
                        limits -> limits.maxInitialLineLength(MOST_HEADER_BYTES).maxHeaderSize(MOST_HEADER_BYTES))
                .http2Settings(limits -> limits.maxConcurrentStreams(100).maxHeaderListSize(MOST_HEADER_BYTES))
                .idleTimeout(settings.idleTimeout())
                .requestTimeout(settings.requestTimeout())
                .compress((request, response) -> isMetrics(request))
                .doOnChannelInit((observer, channel, peer) -> prepare(channel))
                .handle(this::handle)
                .bindNow();
    }

    /** Closes the listener and every connection; waits two seconds at most. */
    public static void stop(DisposableServer server) {
        server.disposeNow(STOP_TIMEOUT);
    }

    private void prepare(Channel channel) {
        channel.pipeline()
                .addFirst(new SlowRequestHandler(settings.requestTimeout().toNanos()), slowReader(channel));
        UpgradeIgnoringHandler.install(channel);
        connections.accept(channel);
        gate.accept(channel);
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        request.withConnection(connection -> begun(connection.channel()));
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isPresent()) {
            return refuse(response, refusal.get());
        }
        if (isMetrics(request)) {
            return metrics.answer(response);
        }
        boolean hasBody = path(request).equals(AdminEndpoints.LOG_LEVEL)
                && request.method().equals(HttpMethod.PUT)
                && isLocal(request);
        return hasBody
                ? body(request).flatMap(body -> Mono.from(answer(request, response, body)))
                : answer(request, response, "");
    }

    private void begun(Channel channel) {
        SlowRequestHandler.requestRead(channel);
        if (channel instanceof Http2StreamChannel stream) {
            stream.pipeline().addFirst(slowReader(stream.parent()));
        }
    }

    private SlowReaderHandler slowReader(Channel connection) {
        return new SlowReaderHandler(connection, settings.answerTimeout().toNanos(), untaken);
    }

    private Optional<Refusal> refusal(HttpServerRequest request) {
        AtomicReference<Optional<Refusal>> refusal = new AtomicReference<>(Optional.empty());
        if (!AdminEndpoints.HEALTH.contains(path(request))) {
            request.withConnection(connection -> refusal.set(gate.refusal(accepted(connection.channel()), request)));
        }
        return refusal.get();
    }

    /** As every refusal of inbound traffic: wire-behaviour, 10. */
    private static Publisher<Void> refuse(HttpServerResponse response, Refusal refusal) {
        Http2Headers head = FaultResponder.head(refusal.fault(), refusal.detail(), false, refusal.informs());
        response.status(refusal.fault().status());
        head.forEach(header -> {
            if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(header.getKey())) {
                response.header(header.getKey(), header.getValue());
            }
        });
        return response.keepAlive(!refusal.fault().closes()).send();
    }

    /** Over HTTP/2 a request has a channel of its own. */
    private static Channel accepted(Channel channel) {
        return channel instanceof Http2StreamChannel stream ? stream.parent() : channel;
    }

    /** No more of it than a filter may be long; what is longer is no filter. */
    private static Mono<String> body(HttpServerRequest request) {
        AtomicInteger length = new AtomicInteger();
        return request.receive()
                .asByteArray()
                .takeUntil(part -> length.addAndGet(part.length) > MOST_BODY_BYTES)
                .collect(ByteArrayOutputStream::new, ByteArrayOutputStream::writeBytes)
                .map(body -> body.toString(StandardCharsets.UTF_8));
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, String body) {
        AdminAnswer answer = endpoints.answer(new AdminRequest(
                request.method(),
                path(request),
                query(request),
                isLocal(request),
                request.requestHeaders().get(HttpHeaderNames.ACCEPT, ""),
                body));
        response.header(HttpHeaderNames.CONTENT_TYPE, answer.type());
        if (!answer.allow().isEmpty()) {
            response.header(HttpHeaderNames.ALLOW, answer.allow());
        }
        response.status(answer.status());
        return answer.body().isEmpty() ? response.send() : response.sendString(Mono.just(answer.body()));
    }

    private static boolean isMetrics(HttpServerRequest request) {
        return path(request).equals("/metrics");
    }

    private static String path(HttpServerRequest request) {
        int query = request.uri().indexOf('?');
        return query < 0 ? request.uri() : request.uri().substring(0, query);
    }

    private static String query(HttpServerRequest request) {
        int mark = request.uri().indexOf('?');
        return mark < 0 ? "" : request.uri().substring(mark + 1);
    }

    private static boolean isLocal(HttpServerRequest request) {
        return request.connectionRemoteAddress() instanceof InetSocketAddress client
                && client.getAddress() != null
                && client.getAddress().isLoopbackAddress();
    }
}
