package io.weft.proxy.telemetry;

import io.weft.core.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Where handles come from.
 *
 * <p>Threading: safe from any thread, never blocks, but for a moment where a balancer comes or goes; resolving is a look-up
 * in a concurrent map, so keep what it returns.
 */
public final class MetricRegistry {
    private final Ticker ticker;
    private final long retainIdleNanos;
    private final Map<Meter, Family> families = new EnumMap<>(Meter.class); // complete from the start, never changed
    private final List<Runnable> beforeScrape = new CopyOnWriteArrayList<>();
    private final BalancerMeters balancers;

    /**
     * Knows every meter, has no series. Moments are told by the system's clock.
     *
     * @param retainIdle how long a series of the older block stays after its last change; positive. Changes are noticed at
     *     scrapes, so without scrapes nothing is evicted
     * @see "proxy-env: METRICS_RETAIN_IDLE"
     */
    public MetricRegistry(Ticker ticker, Duration retainIdle) {
        this(ticker, retainIdle, InstantSource.system());
    }

    /** {@code clock}: tells moments. */
    public MetricRegistry(Ticker ticker, Duration retainIdle, InstantSource clock) {
        this.ticker = ticker;
        retainIdleNanos = retainIdle.toNanos();
        for (Meter meter : Meter.values()) {
            families.put(meter, new Family(meter));
        }
        balancers = new BalancerMeters(this, ticker, clock, retainIdle);
        beforeScrape.add(balancers::sweep);
    }

    /**
     * The counter of these labels, made on first use.
     *
     * @throws IllegalArgumentException if {@code meter} is no counter
     */
    public Counter counter(Meter meter, Labels labels) {
        return (Counter) resolve(meter, MeterType.COUNTER, labels, Counter::new);
    }

    /**
     * The gauge of these labels, made on first use.
     *
     * @throws IllegalArgumentException if {@code meter} is no gauge
     */
    public Gauge gauge(Meter meter, Labels labels) {
        return (Gauge) resolve(meter, MeterType.GAUGE, labels, Gauge::new);
    }

    /**
     * The histogram of these labels, made on first use.
     *
     * @throws IllegalArgumentException if {@code meter} is no histogram
     */
    public Histogram histogram(Meter meter, Labels labels) {
        return (Histogram) resolve(meter, MeterType.HISTOGRAM, labels, () -> new Histogram(meter.buckets()));
    }

    /**
     * A counter or gauge whose value is asked for at every scrape, on the scraping thread.
     *
     * @param labels must have no series yet
     * @throws IllegalArgumentException if {@code meter} is a histogram, or the series exists
     */
    public void computed(Meter meter, Labels labels, DoubleSupplier value) {
        Computed made = new Computed(value);
        if (meter.type() == MeterType.HISTOGRAM
                || family(meter).resolve(labels, ticker.nanoTime(), () -> made) != made) {
            throw new IllegalArgumentException(meter.family() + labels + " cannot be computed: a histogram, or known");
        }
    }

    /**
     * Counts for one more balancer, until it is closed.
     *
     * @param labels those that the kind says
     * @param timeout how long its requests wait before they fail
     */
    public BalancerMeter balancer(BalancerKind kind, Labels labels, Duration timeout) {
        return balancers.join(kind, labels, timeout);
    }

    /** Takes a series out for good. */
    void remove(Meter meter, Labels labels) {
        family(meter).remove(labels);
    }

    /** Runs {@code refresh} before every scrape, for computed values that are read together. */
    public void beforeScrape(Runnable refresh) {
        beforeScrape.add(refresh);
    }

    /** Evicts what has been idle, then writes every family of {@code block}. One thread at a time. */
    void scrape(Block block, SampleWriter out) {
        long now = ticker.nanoTime();
        families.forEach((meter, family) -> {
            if (meter.block() == block) {
                if (block == Block.LEGACY) {
                    family.sweep(now, retainIdleNanos);
                }
                family.write(out);
            }
        });
    }

    void refresh() {
        beforeScrape.forEach(Runnable::run);
    }

    private Series resolve(Meter meter, MeterType type, Labels labels, Supplier<? extends Series> maker) {
        if (meter.type() != type) {
            throw new IllegalArgumentException(
                    meter.family() + " is a " + meter.type().text() + ", not a " + type.text());
        }
        return family(meter).resolve(labels, ticker.nanoTime(), maker);
    }

    private Family family(Meter meter) {
        Family family = families.get(meter);
        if (family == null) {
            throw new IllegalStateException("no family for " + meter);
        }
        return family;
    }
}
