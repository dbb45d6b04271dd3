package io.weft.kubernetes.feed.folder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What left a file that stays, and may turn up in another: it is gone only {@link Settling#GONE_NANOS} later.
 *
 * <p>Deterministic: the time is an argument, in nanoseconds of a ticker. Cost: proportional to what waits.
 */
final class Departures<K> {
    private final Map<K, Long> sinceNanos = new LinkedHashMap<>();
    private boolean paused;

    void leave(K key, long nowNanos) {
        sinceNanos.put(key, nowNanos);
    }

    void comeBack(K key) {
        sinceNanos.remove(key);
    }

    boolean waitsFor(K key) {
        return sinceNanos.containsKey(key);
    }

    /** Nobody can see what turns up: every countdown begins anew when someone asks what is due. */
    void pause() {
        paused = true;
    }

    /** Takes out what did not come back in time. */
    List<K> due(long nowNanos) {
        if (paused) {
            paused = false;
            sinceNanos.replaceAll((key, since) -> nowNanos);
        }
        List<K> due = new ArrayList<>();
        sinceNanos.forEach((key, since) -> {
            if (nowNanos - since >= Settling.GONE_NANOS) {
                due.add(key);
            }
        });
        due.forEach(sinceNanos::remove);
        return due;
    }

    /** When something is due next; empty if nothing waits. */
    OptionalLong nextDueNanos(long nowNanos) {
        return sinceNanos.values().stream()
                .mapToLong(since -> Math.max(0, since + Settling.GONE_NANOS - nowNanos))
                .min();
    }
}
