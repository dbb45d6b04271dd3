package io.weft.identity.ca;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The last leaves issued by this process, so many at most.
 *
 * <p>Threading: safe from any thread.
 */
public final class RecentIssuances implements AuthorityListener {
    /** About 60 KiB. */
    public static final int CAPACITY = 200;

    private final Deque<Issuance> recent = new ArrayDeque<>(CAPACITY); // guarded by this
    private long total; // guarded by this

    @Override
    public synchronized void issued(Issuance issuance) {
        total++;
        if (recent.size() == CAPACITY) {
            recent.removeFirst();
        }
        recent.addLast(issuance);
    }

    /**
     * What there is at one moment.
     *
     * @param total since the process started
     * @param latest the newest first
     */
    public record Snapshot(long total, List<Issuance> latest) {
        public Snapshot {
            latest = List.copyOf(latest);
        }
    }

    public synchronized Snapshot snapshot() {
        List<Issuance> latest = new ArrayList<>(recent);
        Collections.reverse(latest);
        return new Snapshot(total, latest);
    }
}
