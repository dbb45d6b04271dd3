package io.weft.proxy.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All series of one metric.
 *
 * <p>Label values come from strangers (a server name) and from the application (an authority), so their number is bounded:
 * past {@link #MOST_SERIES} everything new is counted in one series labelled {@code weft_overflow="true"}.
 *
 * <p>Threading: {@link #sweep} on one thread at a time, everything else from any thread.
 */
final class Family {
    /** Far beyond any honest workload, at about 300 bytes a counter. */
    static final int MOST_SERIES = 2_000;

    private static final Labels OVERFLOW = Labels.of("weft_overflow", "true");

    private final Meter meter;
    private final Map<Labels, Slot> slots = new ConcurrentHashMap<>();

    Family(Meter meter) {
        this.meter = meter;
    }

    /** The series of these labels; made by {@code maker} if there is none. */
    Series resolve(Labels labels, long nowNanos, Supplier<? extends Series> maker) {
        Slot known = slots.get(labels);
        Series series = known == null ? null : known.series();
        return series != null ? series : make(bounded(labels), nowNanos, maker);
    }

    private Labels bounded(Labels labels) {
        return slots.size() < MOST_SERIES || slots.containsKey(labels) ? labels : OVERFLOW;
    }

    private Series make(Labels labels, long nowNanos, Supplier<? extends Series> maker) {
        while (true) {
            Slot slot = slots.compute(
                    labels, (key, old) -> old != null && old.series() != null ? old : new Slot(maker.get(), nowNanos));
            Series series = slot.series();
            if (series != null) { // null: an evicted one whose last holder went at this moment
                return series;
            }
        }
    }

    /** Takes the series of these labels out; whoever holds its handle counts for nobody. */
    void remove(Labels labels) {
        slots.remove(labels);
    }

    void sweep(long nowNanos, long retainNanos) {
        slots.entrySet().removeIf(entry -> !entry.getValue().sweep(nowNanos, retainNanos));
    }

    void write(SampleWriter out) {
        boolean[] announced = {meter.block() == Block.OPEN_METRICS};
        if (announced[0]) {
            out.announce(meter);
        }
        slots.forEach((labels, slot) -> {
            Series series = slot.shown();
            if (series != null) {
                if (!announced[0]) {
                    announced[0] = true;
                    out.announce(meter);
                }
                series.write(meter, labels, out);
            }
        });
    }
}
