package io.weft.viz.traces;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The newest spans, by trace. Where there is no room for another, the trace that was heard of first is forgotten, whole.
 *
 * <p>Threading: safe from any thread; nothing is looked at under the lock but maps.
 */
public final class TraceStore {
    /** Of one trace; what is beyond is refused, so that one cannot push out all others. */
    static final int MOST_SPANS_OF_TRACE = 2_000;

    private final int mostSpans;
    private final long mostBytes;
    private final SequencedMap<String, Kept> traces = new LinkedHashMap<>(); // guarded by this
    private int spans; // guarded by this
    private long bytes; // guarded by this
    private long forgotten; // guarded by this

    /**
     * @param mostSpans at least {@link #MOST_SPANS_OF_TRACE}
     * @param mostBytes about how much memory they may take
     */
    public TraceStore(int mostSpans, long mostBytes) {
        this.mostSpans = mostSpans;
        this.mostBytes = mostBytes;
    }

    /** False: its trace has too many. A span that is there already is no other. */
    synchronized boolean add(Span span) {
        Kept kept = traces.computeIfAbsent(span.trace(), id -> new Kept());
        if (kept.spans.containsKey(span.id())) {
            return true;
        }
        if (kept.spans.size() >= MOST_SPANS_OF_TRACE) {
            return false;
        }
        kept.spans.put(span.id(), span);
        kept.bytes += span.bytes();
        spans++;
        bytes += span.bytes();
        while (spans > mostSpans || bytes > mostBytes) {
            forgetFirst();
        }
        return true;
    }

    private void forgetFirst() {
        Kept gone = traces.pollFirstEntry().getValue();
        spans -= gone.spans.size();
        bytes -= gone.bytes;
        forgotten += gone.spans.size();
    }

    /** Those heard of last come first. */
    List<Trace> newestFirst() {
        List<Trace> all = new ArrayList<>();
        synchronized (this) {
            traces.sequencedEntrySet().reversed().forEach(each -> all.add(trace(each)));
        }
        return all;
    }

    synchronized Optional<Trace> find(String id) {
        return Optional.ofNullable(traces.get(id)).map(kept -> kept.trace(id));
    }

    /** How many spans are kept. */
    public synchronized int spans() {
        return spans;
    }

    /** About how much memory they take. */
    public synchronized long bytes() {
        return bytes;
    }

    /** How many spans were forgotten since the start. */
    public synchronized long forgotten() {
        return forgotten;
    }

    private static Trace trace(Map.Entry<String, Kept> entry) {
        return entry.getValue().trace(entry.getKey());
    }

    private static final class Kept {
        final Map<String, Span> spans = new LinkedHashMap<>();
        long bytes;

        Trace trace(String id) {
            return new Trace(id, List.copyOf(spans.values()));
        }
    }
}
