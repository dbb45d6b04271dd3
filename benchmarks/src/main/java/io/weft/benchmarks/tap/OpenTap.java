package io.weft.benchmarks.tap;

import io.weft.benchmarks.Eventually;
import io.weft.benchmarks.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code linkerd tap} as somebody types it, and what it prints. The main thread. */
final class OpenTap implements AutoCloseable {
    private static final String LOG = "tap";
    private static final String REQUEST = "req ";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Work work;
    private final Process process;

    private OpenTap(Work work, Process process) {
        this.work = work;
        this.process = process;
    }

    /** Returns when it shows requests, which somebody must be sending. */
    static OpenTap open(Work work, List<String> command) {
        OpenTap tap = new OpenTap(work, work.start(LOG, command));
        try {
            Eventually.get(
                    PATIENCE,
                    () -> Optional.of(true).filter(_ -> tap.shown() > 0),
                    () -> "the tap shows nothing: " + work.said(LOG));
            return tap;
        } catch (RuntimeException silent) {
            tap.close();
            throw silent;
        }
    }

    /** How many requests it has printed. */
    long shown() {
        return work.said(LOG).lines().filter(line -> line.startsWith(REQUEST)).count();
    }

    @Override
    public void close() {
        work.end(process);
    }
}
