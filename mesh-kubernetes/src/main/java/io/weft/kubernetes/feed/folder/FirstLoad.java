package io.weft.kubernetes.feed.folder;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides when the first state is complete. A name that is absent from the first listing may be one an editor has just
 * deleted and is about to write again, so an absence counts no sooner than it does later: for {@link Settling#GONE_NANOS} after
 * the first listing every name that turns up belongs to the first state, and whatever then waits to count is waited for.
 *
 * <p>Deterministic: the time is an argument, in nanoseconds of a ticker.
 */
final class FirstLoad {
    private final Settling settling;
    private final Set<String> awaited = new HashSet<>();
    private boolean begun;
    private boolean over; // the time in which names may turn up
    private long sinceNanos;

    FirstLoad(Settling settling) {
        this.settling = settling;
    }

    /** The whole folder was listed just now. */
    void seen(long nowNanos) {
        if (!begun) {
            begun = true;
            sinceNanos = nowNanos;
        }
        if (!over) {
            over = nowNanos - sinceNanos >= Settling.GONE_NANOS;
            awaited.addAll(settling.unread());
            awaited.addAll(settling.unsettled());
        }
    }

    /** The folder went away: what it holds when it comes back is its first state. */
    void startOver() {
        begun = false;
        over = false;
        awaited.clear();
    }

    /** Whether everything that belongs to the first state has been read, as far as it can be. */
    boolean isComplete() {
        awaited.removeIf(file -> !settling.isUnread(file) && !settling.isUnsettled(file));
        return over && awaited.isEmpty();
    }

    /** When names may turn up no longer; empty before the first listing and after that time. */
    OptionalLong nextDueNanos(long nowNanos) {
        return begun && !over
                ? OptionalLong.of(Math.max(0, sinceNanos + Settling.GONE_NANOS - nowNanos))
                : OptionalLong.empty();
    }
}
