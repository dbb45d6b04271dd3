package io.weft.proxy.transport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that were read from one peer and that another does not take. What one stream or connection may hold is bounded by its
 * window; this bounds what all of them hold together, long before there are no buffers left and connections break at random. Where
 * it is too much, those are given up that have waited longest without any progress: who is being read is never among the first.
 *
 * <p>Threading: one per event loop, on its thread only. Loops see each other's sums, up to {@link #STEP} bytes late.
 */
public final class Backlog {
    /** What part of the room may be full before all are to be careful with it. */
    private static final int CAREFUL = 4;

    /** How much more a loop may hold before it tells the others, in bytes. */
    static final int STEP = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private static final FastThreadLocal<Backlog> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected Backlog initialValue() {
            return Backlogs.OF_PROCESS.newBacklog(
                    Objects.requireNonNullElse(ThreadExecutorMap.currentExecutor(), ImmediateEventExecutor.INSTANCE));
        }

        @Override
        protected void onRemoval(Backlog ended) {
            ended.all.remove(ended);
        }
    };

    private final Backlogs all;
    private final EventExecutor loop;
    private @Nullable BacklogEntry first; // has waited longest
    private @Nullable BacklogEntry last;
    private long held;
    private volatile long told; // of held
    private boolean relieving;

    /** Use {@link Backlogs#newBacklog}. */
    Backlog(Backlogs all, EventExecutor loop) {
        this.all = all;
        this.loop = loop;
    }

    /** That of the event loop whose thread this is. */
    public static Backlog ofThisLoop() {
        return OF_LOOP.get();
    }

    /** Whether so much waits that each should hold little, and in no more memory than it has bytes. */
    public boolean isCrowded() {
        return all.told() > all.most() / CAREFUL;
    }

    /** So much more waits. May give up others, or this one. */
    public void add(BacklogEntry entry, int bytes) {
        if (bytes == 0 || entry.left) {
            return;
        }
        if (entry.bytes == 0) {
            append(entry);
        }
        entry.bytes += bytes;
        held += bytes;
        tellIfMuch();
    }

    /** So much has been taken: there is progress. */
    public void take(BacklogEntry entry, int bytes) {
        int taken = Math.min(bytes, entry.bytes);
        if (taken > 0) {
            unlink(entry);
            entry.bytes -= taken;
            giveBack(taken);
            if (entry.bytes > 0) {
                append(entry);
            }
        }
    }

    /** Nothing of it waits any more, or will. Idempotent. */
    public void leave(BacklogEntry entry) {
        take(entry, entry.bytes);
        entry.left = true;
    }

    /**
     * Room for what need not be kept.
     *
     * @return false: there is none; otherwise to be {@link #giveBack given back}
     */
    public boolean reserve(int bytes) {
        if (all.told() + held - told + bytes > all.most() / 2) {
            return false;
        }
        held += bytes;
        tellIfMuch();
        return true;
    }

    /** What was {@link #reserve reserved}. */
    public void giveBack(int bytes) {
        held -= bytes;
        if (told - held >= STEP) {
            told = held;
        }
    }

    private void append(BacklogEntry entry) {
        entry.before = last;
        if (last == null) {
            first = entry;
        } else {
            last.after = entry;
        }
        last = entry;
    }

    private void unlink(BacklogEntry entry) {
        BacklogEntry before = entry.before;
        BacklogEntry after = entry.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        entry.before = null;
        entry.after = null;
    }

    /** What it holds, up to a step late. Any thread. */
    long told() {
        return told;
    }

    private void tellIfMuch() {
        if (held - told >= STEP) {
            told = held;
            if (all.tooMuch()) {
                makeRoom(all.largest());
            }
        }
    }

    private void makeRoom(Backlog largest) {
        if (largest == this) {
            relieve();
        } else {
            largest.loop.execute(largest::relieve);
        }
    }

    private static void giveUp(BacklogEntry entry) {
        try {
            entry.giveUp();
        } catch (RuntimeException surprise) {
            log.warn("what waits could not be given up", surprise);
        }
    }

    private void relieve() {
        if (relieving) {
            return;
        }
        relieving = true;
        int entries = 0;
        for (BacklogEntry longest = first; longest != null && all.tooMuch(); longest = first) {
            leave(longest);
            told = held;
            giveUp(longest);
            entries++;
        }
        relieving = false;
        if (entries > 0) {
            log.debug("{} bytes wait for receivers that do not read: gave up {} streams or connections", told, entries);
        }
    }
}
