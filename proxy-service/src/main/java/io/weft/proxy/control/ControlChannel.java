package io.weft.proxy.control;

import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.netty.channel.EventLoop;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ProxyConfig.ControlStreams;
import io.weft.proxy.telemetry.BalancerMeter;
import java.util.random.RandomGenerator;

/**
 * A channel to one control-plane service. Connects at once and goes on until it is closed.
 *
 * <p>Threading: any thread; what happens on it happens on the event loop.
 */
public final class ControlChannel implements AutoCloseable {
    private final ManagedChannel channel;
    private final BalancerMeter meter;
    private final Silence silence;
    private final ControlStreams limits;
    private final Backoff backoff;
    private final EventLoop loop;
    private final RandomGenerator random;

    ControlChannel(
            ManagedChannel channel,
            BalancerMeter meter,
            Reconnect reconnect,
            Silence silence,
            ControlStreams limits,
            Backoff backoff,
            EventLoop loop,
            RandomGenerator random) {
        this.channel = channel;
        this.meter = meter;
        this.silence = silence;
        this.limits = limits;
        this.backoff = backoff;
        this.loop = loop;
        this.random = random;
        loop.execute(reconnect::follow);
    }

    /**
     * Opens a stream of answers and keeps it open.
     *
     * @param fold makes values of messages; pure
     * @param refusals which ends are final
     */
    public <Q, R, T> Watch<T> watch(MethodDescriptor<Q, R> method, Q request, Fold<R, T> fold, Refusals refusals) {
        WatchStream<Q, R, T> stream = new WatchStream<>(
                new WatchStream.Question<>(channel, this::reachable, method, request, limits),
                fold,
                refusals,
                backoff,
                loop,
                random);
        stream.start();
        return stream;
    }

    private boolean reachable() {
        return channel.getState(false) == ConnectivityState.READY;
    }

    /** For how long nobody has been reached, in seconds: what was learned is as old as that. 0 while somebody is. */
    public double silentSeconds() {
        return silence.seconds();
    }

    /** For single calls. */
    public Channel grpc() {
        return channel;
    }

    /** Ends every call. Idempotent. */
    @Override
    public void close() {
        channel.shutdownNow();
        meter.close();
    }
}
