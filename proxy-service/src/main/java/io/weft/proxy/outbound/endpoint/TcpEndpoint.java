package io.weft.proxy.outbound.endpoint;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.core.Endpoint;
import io.weft.core.Ticker;
import io.weft.proxy.balance.Candidate;
import io.weft.proxy.balance.PeakEwma;
import io.weft.proxy.telemetry.Labels;
import java.util.Optional;

/**
 * One replica that bytes are sent to: a connection of its own for each client, and a pause when it cannot be reached. Its load
 * counts connections in the making.
 *
 * <p>Threading: one event loop.
 */
public final class TcpEndpoint implements Candidate {
    private final EventLoop loop;
    private final Endpoint endpoint;
    private final EndpointConnector connector;
    private final Labels labels;
    private final PeakEwma ewma;
    private final DialPause pause;
    private final Ticker ticker;

    /** {@code changed}: told when readiness may have changed. */
    TcpEndpoint(
            EventLoop loop,
            Endpoint endpoint,
            EndpointSettings settings,
            EndpointConnector connector,
            Ticker ticker,
            Runnable changed) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.connector = connector;
        this.labels = EndpointLabels.ofConnections(endpoint, settings);
        this.ewma = new PeakEwma(settings.defaultRtt(), settings.decay(), ticker.nanoTime());
        this.pause = new DialPause(loop, settings.backoff(), changed);
        this.ticker = ticker;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean ready() {
        return pause.over();
    }

    @Override
    public double load(long now) {
        return ewma.load(now);
    }

    @Override
    public void retire() {
        // Connections belong to their clients and end with them.
    }

    /** A new connection, proven and silent. */
    public Future<Channel> dial() {
        long started = ticker.nanoTime();
        ewma.started();
        return pause.watch(connector.dial(loop, endpoint, Optional.empty(), labels))
                .addListener(done -> {
                    ewma.ended();
                    long now = ticker.nanoTime();
                    if (done.isSuccess()) {
                        ewma.observe(now - started, now);
                    } else {
                        ewma.failed(now - started, now);
                    }
                });
    }
}
