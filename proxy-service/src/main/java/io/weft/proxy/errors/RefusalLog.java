package io.weft.proxy.errors;

import static java.util.Objects.requireNonNull;

import io.weft.core.Ticker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Says who was refused, but not more often than somebody can read: of each reason twenty lines in ten seconds. The next line
 * after that tells how many are missing; the counters have them all.
 *
 * <p>Threading: safe from any thread; never waits for more than a few additions.
 */
public final class RefusalLog {
    private static final int MOST = 20;
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private final Ticker ticker;
    private final Map<Reason, Said> said = new EnumMap<>(Reason.class); // complete from the start, never changed

    /** What refusals are told apart by: a flood of one hides none of another. */
    public enum Reason {
        /** Nobody knows whom the connection is for, or it is not for us. */
        MISDIRECTED,
        /** TLS that failed, or a peer that is not who it should be. */
        UNPROVEN,
        /** No authorization admits it. */
        UNAUTHORIZED,
        /** Admitted by an authorization that only wants to read of it. */
        AUDITED,
        /** Whom it is for does not answer. */
        UNREACHABLE
    }

    private static final class Said {
        private long begun;
        private int lines;
        private long missing;
    }

    public RefusalLog(Logger log, Ticker ticker) {
        this.log = log;
        this.ticker = ticker;
        for (Reason reason : Reason.values()) {
            Said none = new Said();
            none.begun = ticker.nanoTime();
            said.put(reason, none);
        }
    }

    /** Logs {@code line} at INFO, or only counts it; it is asked for only if it is logged. */
    public void info(Reason reason, Supplier<String> line) {
        long missing = log.isInfoEnabled() ? admit(requireNonNull(said.get(reason))) : -1;
        if (missing == 0) {
            log.info("{}", line.get());
        } else if (missing > 0) {
            log.info("{} ({} more like it were not logged)", line.get(), missing);
        }
    }

    /** How many lines were left out before this one; negative: this one is, too. */
    private long admit(Said of) {
        synchronized (of) {
            long now = ticker.nanoTime();
            if (now - of.begun >= WINDOW_NANOS) {
                of.begun = now;
                of.lines = 0;
            }
            if (of.lines == MOST) {
                of.missing++;
                return -1;
            }
            of.lines++;
            long missing = of.missing;
            of.missing = 0;
            return missing;
        }
    }
}
