package io.weft.ingress.edge;

import io.netty.channel.ChannelOption;
import io.weft.ingress.rules.Target;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Clients of Services, one for each version of HTTP, with a bounded pool each. Nothing is tried twice: the sidecar does that. */
final class Upstream {
    private static final Duration WAIT = Duration.ofSeconds(5);
    /** Well below what a sidecar keeps: it must not be the one that ends a connection just when it is used. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final ConnectionProvider http1Connections;
    private final ConnectionProvider http2Connections;
    private final ConnectionProvider socketConnections;
    private final HttpClient http1;
    private final HttpClient http2;
    private final HttpClient sockets;

    Upstream(EdgeSettings settings, LoopResources loops) {
        http1Connections = pool("ingress-http1", settings.connections());
        http2Connections = pool("ingress-http2", settings.connections());
        socketConnections = pool("ingress-websockets", settings.connections());
        http1 = client(http1Connections, settings, loops).protocol(HttpProtocol.HTTP11);
        http2 = client(http2Connections, settings, loops)
                .protocol(HttpProtocol.H2C)
                .http2Settings(builder -> builder.maxHeaderListSize(EdgeSettings.HEAD_BYTES));
        sockets = client(socketConnections, settings, loops).protocol(HttpProtocol.HTTP11);
    }

    HttpClient to(Target target, boolean asHttp2) {
        return (asHttp2 || target.http2() ? http2 : http1).remoteAddress(target::address);
    }

    /** For one that lasts: it takes no connection from requests that do not. */
    HttpClient toSocketOf(Target target) {
        return sockets.remoteAddress(target::address);
    }

    Mono<Void> close() {
        return Mono.when(
                http1Connections.disposeLater(), http2Connections.disposeLater(), socketConnections.disposeLater());
    }

    private static HttpClient client(ConnectionProvider connections, EdgeSettings settings, LoopResources loops) {
        return HttpClient.create(connections)
                .runOn(loops)
                .noProxy()
                .disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connect().toMillis())
                .responseTimeout(settings.answer())
                .httpResponseDecoder(spec ->
                        spec.maxInitialLineLength(EdgeSettings.HEAD_BYTES).maxHeaderSize(EdgeSettings.HEAD_BYTES));
    }

    private static ConnectionProvider pool(String name, int connections) {
        return ConnectionProvider.builder(name)
                .maxConnections(connections)
                .pendingAcquireMaxCount(2 * connections)
                .pendingAcquireTimeout(WAIT)
                .maxIdleTime(IDLE)
                .evictInBackground(IDLE)
                .build();
    }
}
