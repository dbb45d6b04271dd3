package io.weft.identity.files;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the directory again and again and hands on what has changed; and tells of every reading, for what depends on time.
 *
 * <p>Polling sees every way of replacing a file: writing it, renaming over it, switching a link above it. A change counts
 * once two readings in a row agree, so that a pair replaced file by file is not read halfway.
 *
 * <p>Threading: listeners are called in {@link #start} by the caller, later by the watch's own thread.
 */
public final class DirectoryWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DirectoryWatch.class);

    private final IdentityDirectory directory;
    private final Duration interval;
    private final Consumer<Material> listener;
    private final Runnable afterReading;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("identity-files").factory());
    private @Nullable Material handedOn; // the watch's thread, after start()
    private @Nullable Material seen;
    private String complaint = "";

    /**
     * @param interval between two readings
     * @param afterReading called after each, whether anything changed or not, and whether it failed or not
     */
    public DirectoryWatch(
            IdentityDirectory directory, Duration interval, Consumer<Material> listener, Runnable afterReading) {
        this.directory = directory;
        this.interval = interval;
        this.listener = listener;
        this.afterReading = afterReading;
    }

    /** Hands on what is there now, then watches. */
    public void start() {
        poll();
        poll();
        long millis = interval.toMillis();
        Future<?> _ = thread.scheduleWithFixedDelay(this::poll, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** One reading. */
    void poll() {
        try {
            read();
            afterReading.run();
        } catch (RuntimeException e) {
            log.error("watching {} went on after a surprise", directory.path(), e);
        }
    }

    private void read() {
        try {
            look(directory.read());
            complaint = "";
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void look(Material now) {
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(handedOn)) {
            handedOn = now;
            listener.accept(now);
        }
    }

    private void complain(String message) {
        if (!message.equals(complaint)) {
            log.warn("{} is not read; what was read before stays in use: {}", directory.path(), message);
            complaint = message;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
