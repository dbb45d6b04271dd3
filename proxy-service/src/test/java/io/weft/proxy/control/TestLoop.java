package io.weft.proxy.control;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** An event loop on the test's own thread, with a clock the test advances. */
public final class TestLoop implements InstantSource {
    private static final Duration STEP = Duration.ofMillis(1);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public TestLoop() {
        channel.freezeTime();
    }

    public EventLoop loop() {
        return channel.eventLoop();
    }

    /** Runs what is due. */
    public void run() {
        channel.runPendingTasks();
    }

    /** Whether anything is left to do, now or later. */
    public boolean waits() {
        return channel.runScheduledPendingTasks() >= 0;
    }

    /** Lets time pass and runs what falls due, in order; a millisecond at a time where little passes. */
    public void advance(Duration time) {
        Duration step = time.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofSeconds(1) : STEP;
        run();
        Duration rest = time;
        while (rest.isPositive()) {
            Duration next = rest.compareTo(step) < 0 ? rest : step;
            now = now.plus(next);
            channel.advanceTimeBy(next.toNanos(), TimeUnit.NANOSECONDS);
            run();
            rest = rest.minus(next);
        }
    }

    @Override
    public Instant instant() {
        return now;
    }
}
