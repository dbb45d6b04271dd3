package io.weft.proxy.names;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.core.Latest;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.Watched;
import io.weft.proxy.names.NameLookup.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One name, looked up again and again while somebody watches it. What was found last stays while nothing can be found.
 *
 * <p>Threading: one event loop; {@link #latest} and {@link #failing} from any thread.
 *
 * @see "wire-behaviour, 12: TTL"
 */
final class NameWatch {
    /** However short-lived an answer is. */
    static final Duration SHORTEST = Duration.ofSeconds(5);

    static final Duration LONGEST = Duration.ofHours(1);
    private static final Backoff PAUSE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.1);
    private static final Logger log = LoggerFactory.getLogger(NameWatch.class);

    private final String name;
    private final EventLoop loop;
    private final NameLookup lookup;
    private final NameMeter meter;
    private final RandomGenerator random;
    private final Latest<Watched<HostAddresses>> latest = new Latest<>(new Watched.Pending<>());
    private List<InetAddress> known;
    private int failures; // in a row
    private volatile boolean failing;
    private volatile boolean stopped;
    private @Nullable Future<?> next; // the lookup to come

    /** @param known from before; may be empty */
    NameWatch(
            String name,
            List<InetAddress> known,
            EventLoop loop,
            NameLookup lookup,
            NameMeter meter,
            RandomGenerator random) {
        this.name = name;
        this.known = known;
        this.loop = loop;
        this.lookup = lookup;
        this.meter = meter;
        this.random = random;
    }

    void start() {
        loop.execute(this::ask);
    }

    void stop() {
        stopped = true;
        loop.execute(this::forget);
    }

    private void forget() {
        if (next != null) {
            next.cancel(false);
        }
    }

    Latest<Watched<HostAddresses>> latest() {
        return latest;
    }

    /** Whether what is known could not be found again. */
    boolean failing() {
        return failing;
    }

    private void ask() {
        if (!stopped) {
            lookup.lookup(name).addListener((Future<Answer> asked) -> loop.execute(() -> answered(asked)));
        }
    }

    private void answered(Future<Answer> asked) {
        if (asked.isSuccess()) {
            found(asked.getNow());
        } else {
            failed(asked.cause());
        }
    }

    private void found(Answer answer) {
        meter.found(answer.addresses().getFirst());
        if (failures > 0) {
            log.info("{} is found again", name);
        }
        failures = 0;
        known = answer.addresses();
        failing = false;
        latest.set(new Watched.Present<>(HostAddresses.of(known)));
        askAfter(atMost(LONGEST, atLeast(SHORTEST, answer.ttl())));
    }

    private void failed(Throwable cause) {
        meter.failed(cause);
        failures++;
        String trouble = "cannot resolve " + name + ": " + cause.getMessage();
        if (failures == 1) {
            log.warn("{}; it is tried again{}", trouble, known.isEmpty() ? "" : ", and its last addresses are used");
        }
        failing = !known.isEmpty();
        latest.set(new Watched.Present<>(known.isEmpty() ? HostAddresses.none(trouble) : HostAddresses.of(known)));
        askAfter(PAUSE.delay(failures, random));
    }

    private void askAfter(Duration pause) {
        if (!stopped) {
            next = loop.schedule(this::ask, pause.toNanos(), NANOSECONDS);
        }
    }

    private static Duration atLeast(Duration least, Duration other) {
        return other.compareTo(least) < 0 ? least : other;
    }

    private static Duration atMost(Duration most, Duration other) {
        return other.compareTo(most) > 0 ? most : other;
    }
}
