package io.weft.proxy.telemetry;

import io.weft.core.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The balancers there are. A balancer's series outlive it by the time any idle series is kept, so that those of a service
 * that is called now and then go on; then they are gone. Beyond {@link #MOST} all that come are told as one.
 *
 * <p>Threading: any thread; behind one lock, which is taken where a balancer comes or goes and once for each scrape.
 */
final class BalancerMeters {
    /** Each has at most three series of a family: there is room for all of them. */
    static final int MOST = Family.MOST_SERIES / 4;

    private static final Labels OVERFLOW = Labels.of("weft_overflow", "true");

    private final MetricRegistry registry;
    private final Ticker ticker;
    private final InstantSource clock;
    private final long retainNanos;
    private final Map<Key, BalancerSeries> known = new HashMap<>();

    private record Key(BalancerKind kind, Labels labels) {}

    BalancerMeters(MetricRegistry registry, Ticker ticker, InstantSource clock, Duration retainIdle) {
        this.registry = registry;
        this.ticker = ticker;
        this.clock = clock;
        this.retainNanos = retainIdle.toNanos();
    }

    synchronized BalancerMeter join(BalancerKind kind, Labels labels, Duration timeout) {
        Key key = bounded(new Key(kind, labels));
        BalancerSeries series = known.computeIfAbsent(key, made -> {
            BalancerSeries shown = new BalancerSeries(timeout);
            shown.register(registry, made.kind(), made.labels());
            return shown;
        });
        BalancerMeter[] member = new BalancerMeter[1];
        member[0] = new BalancerMeter(series, clock, () -> leave(series, member[0]));
        series.add(member[0]);
        return member[0];
    }

    private Key bounded(Key key) {
        if (!known.containsKey(key) && known.size() >= MOST) {
            sweep();
        }
        return known.containsKey(key) || known.size() < MOST ? key : new Key(key.kind(), OVERFLOW);
    }

    private synchronized void leave(BalancerSeries series, BalancerMeter member) {
        series.remove(member, ticker.nanoTime());
    }

    /** Forgets what nobody has counted in for long. */
    synchronized void sweep() {
        long now = ticker.nanoTime();
        known.entrySet().removeIf(each -> {
            boolean gone = each.getValue().left(now, retainNanos);
            if (gone) {
                BalancerSeries.unregister(
                        registry, each.getKey().kind(), each.getKey().labels());
            }
            return gone;
        });
    }
}
