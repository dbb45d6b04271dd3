package io.weft.ingress.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsyncMapping;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.weft.core.Ticker;
import io.weft.ingress.rules.RouteTable;
import io.weft.ingress.rules.Targets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;

/**
 * The servers, and the client behind them.
 *
 * <p>Threading: {@link #follow} from any thread; the others from one.
 */
public final class Edge {
    private static final Logger log = LoggerFactory.getLogger(Edge.class);
    private static final int STREAMS = 250;

    private final EdgeSettings settings;
    private final SslContext fallback;
    private final AsyncMapping<String, SslProvider> certificates;
    private final LoopResources loops =
            LoopResources.create("ingress", Runtime.getRuntime().availableProcessors(), true);
    private final DefaultEventExecutor groups = new DefaultEventExecutor();
    private final ChannelGroup connections = new DefaultChannelGroup(groups);
    private final Upstream upstream;
    private final Gateway gateway;
    private volatile Gateway.Rules rules = new Gateway.Rules(RouteTable.empty(), Targets.empty());
    private volatile List<DisposableServer> servers = List.of();

    /**
     * Not open yet.
     *
     * @param fallback for whoever names no host in the handshake
     * @param certificates by the host named
     */
    public Edge(
            EdgeSettings settings,
            SslContext fallback,
            AsyncMapping<String, SslProvider> certificates,
            MeterRegistry registry) {
        this.settings = settings;
        this.fallback = fallback;
        this.certificates = certificates;
        this.upstream = new Upstream(settings, loops);
        this.gateway = new Gateway(() -> rules, upstream, registry, Ticker.system());
    }

    /** From now on requests are judged by these; those on their way are not. */
    public void follow(RouteTable routes, Targets targets) {
        rules = new Gateway.Rules(routes, targets);
    }

    /** Opens both ports. Blocks until that is done. */
    public void open() {
        DisposableServer http = server(settings.httpPort())
                .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                .doOnChannelInit((observer, channel, peer) -> UpgradeIgnoringHandler.install(channel))
                .bindNow();
        DisposableServer https = server(settings.httpsPort())
                .protocol(HttpProtocol.HTTP11, HttpProtocol.H2)
                .secure(tls -> tls.sslContext(fallback).setSniAsyncMappings(certificates))
                .bindNow();
        servers = List.of(http, https);
    }

    /** The port that HTTP is served on. */
    public int httpPort() {
        return servers.getFirst().port();
    }

    /** The port that HTTPS is served on. */
    public int httpsPort() {
        return servers.getLast().port();
    }

    /** Takes no new connections, waits for requests on their way for so long, and ends. */
    public void close(Duration patience) {
        servers.forEach(server -> end(server, patience));
        servers = List.of();
        upstream.close().block(Duration.ofSeconds(1));
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block(Duration.ofSeconds(2));
        var _ = groups.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static void end(DisposableServer server, Duration patience) {
        try {
            server.disposeNow(patience);
        } catch (IllegalStateException late) {
            log.info("Requests are cut off that did not end within {}", patience);
        }
    }

    private HttpServer server(int port) {
        return HttpServer.create()
                .port(port)
                .runOn(loops)
                .channelGroup(connections)
                .accessLog(settings.accessLog())
                .idleTimeout(settings.idle())
                .http2Settings(http2 -> http2.maxConcurrentStreams(STREAMS).maxHeaderListSize(EdgeSettings.HEAD_BYTES))
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(EdgeSettings.HEAD_BYTES)
                        .maxHeaderSize(EdgeSettings.HEAD_BYTES)
                        .h2cMaxContentLength(0))
                .handle(gateway);
    }
}
