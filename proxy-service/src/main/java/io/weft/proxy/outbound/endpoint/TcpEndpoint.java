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
 * One replica that bytes are sent to: always ready, a connection of its own for each client. Its load counts connections in
 * the making.
 *
 * <p>Threading: one event loop.
 */
public final class TcpEndpoint implements Candidate {
    private final EventLoop loop;
    private final Endpoint endpoint;
    private final EndpointConnector connector;
    private final Labels labels;
    private final PeakEwma ewma;
    private final Ticker ticker;

    TcpEndpoint(
            EventLoop loop, Endpoint endpoint, EndpointSettings settings, EndpointConnector connector, Ticker ticker) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.connector = connector;
        this.labels = EndpointLabels.ofConnections(endpoint, settings);
        this.ewma = new PeakEwma(settings.defaultRtt(), settings.decay(), ticker.nanoTime());
        this.ticker = ticker;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean ready() {
        return true;
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
        return connector.dial(loop, endpoint, Optional.empty(), labels).addListener(done -> {
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
