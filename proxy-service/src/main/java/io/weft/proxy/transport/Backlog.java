package io.weft.proxy.transport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
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
            return Shared.OF_PROCESS.newBacklog(
                    Objects.requireNonNullElse(ThreadExecutorMap.currentExecutor(), ImmediateEventExecutor.INSTANCE));
        }

        @Override
        protected void onRemoval(Backlog ended) {
            ended.shared.loops.remove(ended);
        }
    };

    private final Shared shared;
    private final EventExecutor loop;
    private @Nullable Entry first; // has waited longest
    private @Nullable Entry last;
    private long held;
    private volatile long told; // of held
    private boolean relieving;

    private Backlog(Shared shared, EventExecutor loop) {
        this.shared = shared;
        this.loop = loop;
    }

    /** That of the event loop whose thread this is. */
    public static Backlog ofThisLoop() {
        return OF_LOOP.get();
    }

    /** Whether so much waits that each should hold little, and in no more memory than it has bytes. */
    public boolean isCrowded() {
        return shared.told() > shared.most / CAREFUL;
    }

    /** So much more waits. May give up others, or this one. */
    public void add(Entry entry, int bytes) {
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
    public void take(Entry entry, int bytes) {
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
    public void leave(Entry entry) {
        take(entry, entry.bytes);
        entry.left = true;
    }

    /**
     * Room for what need not be kept.
     *
     * @return false: there is none; otherwise to be {@link #giveBack given back}
     */
    public boolean reserve(int bytes) {
        if (shared.told() + held - told + bytes > shared.most / 2) {
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

    private void append(Entry entry) {
        entry.before = last;
        if (last == null) {
            first = entry;
        } else {
            last.after = entry;
        }
        last = entry;
    }

    private void unlink(Entry entry) {
        Entry before = entry.before;
        Entry after = entry.after;
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

    private void tellIfMuch() {
        if (held - told >= STEP) {
            told = held;
            if (shared.told() > shared.most) {
                makeRoom(shared.largest());
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

    private void relieve() {
        if (relieving) {
            return;
        }
        relieving = true;
        int entries = 0;
        for (Entry longest = first; longest != null && shared.told() > shared.most; longest = first) {
            leave(longest);
            told = held;
            longest.giveUp();
            entries++;
        }
        relieving = false;
        if (entries > 0) {
            log.debug("{} bytes wait for receivers that do not read: gave up {} streams or connections", told, entries);
        }
    }

    /** What the backlogs of all loops may hold together. */
    static final class Shared {
        /** Allocators take half as much again, and what is being read, TLS and heads want theirs. */
        private static final Shared OF_PROCESS =
                new Shared(Long.getLong("io.netty.maxDirectMemory", 64 * 1024 * 1024) / 8 * 3);

        private final long most;
        private final List<Backlog> loops = new CopyOnWriteArrayList<>();

        Shared(long most) {
            this.most = most;
        }

        Backlog newBacklog(EventExecutor loop) {
            Backlog made = new Backlog(this, loop);
            loops.add(made);
            return made;
        }

        private long told() {
            long sum = 0;
            for (Backlog each : loops) {
                sum += each.told;
            }
            return sum;
        }

        private Backlog largest() {
            Backlog largest = loops.getFirst();
            for (Backlog each : loops) {
                largest = each.told > largest.told ? each : largest;
            }
            return largest;
        }
    }

    /** A stream or connection of which something waits; that of one loop. */
    public abstract static class Entry {
        private @Nullable Entry before;
        private @Nullable Entry after;
        private int bytes;
        private boolean left;

        /** It has waited longest where there is no more room: lets go of all that waits. It has left. */
        protected abstract void giveUp();
    }
}
