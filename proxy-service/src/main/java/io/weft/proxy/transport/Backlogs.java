package io.weft.proxy.transport;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the backlogs of all event loops hold together, and may hold. Any thread. */
final class Backlogs {
    /** Three eighths of all buffers: allocators take half as much again, and what is being read, TLS and heads want theirs. */
    static final Backlogs OF_PROCESS = new Backlogs(Long.getLong("io.netty.maxDirectMemory", 64 * 1024 * 1024) / 8 * 3);

    private final long most;
    private final List<Backlog> loops = new CopyOnWriteArrayList<>();

    /** {@code most}: bytes, at least one. */
    Backlogs(long most) {
        this.most = most;
    }

    Backlog newBacklog(EventExecutor loop) {
        Backlog made = new Backlog(this, loop);
        loops.add(made);
        return made;
    }

    void remove(Backlog ended) {
        loops.remove(ended);
    }

    long most() {
        return most;
    }

    long told() {
        long sum = 0;
        for (Backlog each : loops) {
            sum += each.told();
        }
        return sum;
    }

    boolean tooMuch() {
        return told() > most;
    }

    /** That which holds most. */
    Backlog largest() {
        Backlog largest = loops.getFirst();
        for (Backlog each : loops) {
            largest = each.told() > largest.told() ? each : largest;
        }
        return largest;
    }
}
