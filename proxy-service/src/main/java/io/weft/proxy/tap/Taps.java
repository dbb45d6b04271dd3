package io.weft.proxy.tap;

import io.weft.core.Ticker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everyone who looks.
 *
 * <p>Threading: {@link #watched} and {@link #begin} on any event loop; the rest from any thread.
 *
 * @see "proxy-behaviour, 10: tap server"
 */
public final class Taps {
    private static final TapWatch[] NOBODY = {};
    private static final int MOST = 64;

    private final Ticker ticker;
    private volatile TapWatch[] watches = NOBODY;
    private int bases; // guarded by this
    private long droppedBefore; // guarded by this; by watches that are gone

    public Taps(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Whether {@link #begin} is worth its parameters. One volatile read. */
    public boolean watched() {
        return watches.length > 0;
    }

    /** For {@link Arrival}. */
    public long now() {
        return ticker.nanoTime();
    }

    /**
     * A request passes.
     *
     * @return null if nobody wants to know
     */
    public @Nullable TappedRequest begin(Parties parties, Arrival arrival) {
        List<TappedRequest.Stream> streams = new ArrayList<>(1);
        for (TapWatch watch : watches) {
            TapEvent.StreamId id = watch.match().matches(parties, arrival.head()) ? watch.admit() : null;
            if (id != null) {
                streams.add(new TappedRequest.Stream(watch, id));
            }
        }
        return streams.isEmpty() ? null : TappedRequest.begin(streams, parties, arrival, ticker);
    }

    /**
     * Looks from now on.
     *
     * @param wake called, on any thread, when there may be something to poll
     * @return empty if too many look already
     */
    public synchronized Optional<TapWatch> add(TapWatch.Wish wish, Runnable wake) {
        TapWatch[] now = watches;
        if (now.length >= MOST) {
            return Optional.empty();
        }
        TapWatch watch = new TapWatch(bases, wish, ticker, wake);
        bases++;
        TapWatch[] more = Arrays.copyOf(now, now.length + 1);
        more[now.length] = watch;
        watches = more;
        return Optional.of(watch);
    }

    /** Looks no more. Idempotent. */
    public synchronized void remove(TapWatch watch) {
        List<TapWatch> rest = new ArrayList<>(List.of(watches));
        if (rest.remove(watch)) {
            watch.close();
            droppedBefore += watch.dropped();
            watches = rest.isEmpty() ? NOBODY : rest.toArray(TapWatch[]::new);
        }
    }

    /** Events dropped since the start, because an observer was slower than the traffic. */
    public synchronized double dropped() {
        long dropped = droppedBefore;
        for (TapWatch watch : watches) {
            dropped += watch.dropped();
        }
        return dropped;
    }
}
