package io.weft.proxy.control;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weft.proxy.config.Backoff;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a channel try again in our rhythm: gRPC's own waits up to two minutes. Each try looks the name up anew.
 *
 * <p>Threading: the event loop.
 */
final class Reconnect {
    private static final Logger log = LoggerFactory.getLogger(Reconnect.class);

    private final ManagedChannel channel;
    private final Backoff backoff;
    private final EventLoop loop;
    private final RandomGenerator random;
    private final String service;
    private final Silence silence;
    private int failures;
    private boolean lost;
    private @Nullable ScheduledFuture<?> next;

    Reconnect(
            ManagedChannel channel,
            Backoff backoff,
            EventLoop loop,
            RandomGenerator random,
            String service,
            Silence silence) {
        this.channel = channel;
        this.backoff = backoff;
        this.loop = loop;
        this.random = random;
        this.service = service;
        this.silence = silence;
    }

    /** Looks at the channel's state, acts on it, and looks again when it changes. */
    void follow() {
        ConnectivityState state = channel.getState(true); // also connects where nothing has been asked yet
        if (state == ConnectivityState.READY) {
            silence.end();
        } else {
            silence.begin();
        }
        switch (state) {
            case TRANSIENT_FAILURE -> failed();
            case READY -> connected();
            case SHUTDOWN -> stop();
            case IDLE, CONNECTING -> {}
        }
        if (state != ConnectivityState.SHUTDOWN) {
            channel.notifyWhenStateChanged(state, () -> loop.execute(this::follow));
        }
    }

    private void failed() {
        if (!lost) {
            lost = true;
            log.warn("cannot reach {}; going on trying", service);
        }
        if (next == null) {
            failures++;
            next = loop.schedule(this::again, backoff.delay(failures, random).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void again() {
        next = null;
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
            failed(); // the channel stays in this state while it tries
        }
    }

    private void connected() {
        if (lost) {
            log.info("reached {} again", service);
        }
        lost = false;
        failures = 0;
        stop();
    }

    private void stop() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
