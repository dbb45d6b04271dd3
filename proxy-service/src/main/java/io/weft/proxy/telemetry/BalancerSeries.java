package io.weft.proxy.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What is told of the balancers of one kind that have the same labels: one for each event loop, protocol and opinion of
 * failing endpoints. Gauges are asked of them at every scrape.
 *
 * <p>Threading: members come and go behind the lock of {@link BalancerMeters}; everything else from any thread.
 */
final class BalancerSeries {
    private static final double MILLIS = 1e3;
    private static final Labels READY = Labels.of("endpoint_state", "ready");
    private static final Labels PENDING = Labels.of("endpoint_state", "pending");

    private final List<BalancerMeter> members = new CopyOnWriteArrayList<>();
    private final double timeout;
    private Counter requests = new Counter();
    private Histogram latency = new Histogram(Buckets.QUEUE_SECONDS);
    private Counter resets = new Counter();
    private Counter adds = new Counter();
    private Counter removes = new Counter();
    private Counter opened = new Counter();
    private Counter shut = new Counter();
    private long empty; // nanoseconds of the ticker; since when, where there are no members

    /** Series nobody sees. */
    BalancerSeries(Duration timeout) {
        this.timeout = timeout.toMillis() / MILLIS;
    }

    /** Shows them. Before anybody counts. */
    void register(MetricRegistry registry, BalancerKind kind, Labels labels) {
        requests = registry.counter(kind.meter(BalancerPart.QUEUE_REQUESTS), labels);
        latency = registry.histogram(kind.meter(BalancerPart.QUEUE_LATENCY), labels);
        resets = updates(registry, kind, labels, "Reset");
        adds = updates(registry, kind, labels, "Add");
        removes = updates(registry, kind, labels, "Remove");
        opened = registry.counter(kind.meter(BalancerPart.QUEUE_GATE_OPEN), labels);
        shut = registry.counter(kind.meter(BalancerPart.QUEUE_GATE_SHUT), labels);
        Meter endpoints = kind.meter(BalancerPart.ENDPOINTS);
        registry.computed(endpoints, READY.and(labels), sum(BalancerMeter::ready));
        registry.computed(endpoints, PENDING.and(labels), sum(BalancerMeter::pending));
        registry.computed(kind.meter(BalancerPart.P2C_ENDPOINTS), labels, sum(BalancerMeter::all));
        registry.computed(kind.meter(BalancerPart.QUEUE_LENGTH), labels, sum(BalancerMeter::waiting));
        registry.computed(kind.meter(BalancerPart.QUEUE_GATE_OPEN_TIME), labels, last(BalancerMeter::openSince));
        registry.computed(kind.meter(BalancerPart.QUEUE_GATE_SHUT_TIME), labels, last(BalancerMeter::shutSince));
        registry.computed(kind.meter(BalancerPart.QUEUE_GATE_TIMEOUT), labels, () -> timeout);
    }

    private static Counter updates(MetricRegistry registry, BalancerKind kind, Labels labels, String op) {
        return registry.counter(
                kind.meter(BalancerPart.P2C_UPDATES), Labels.of("op", op).and(labels));
    }

    private DoubleSupplier sum(ToIntFunction<BalancerMeter> of) {
        return () -> members.stream().mapToInt(of).sum();
    }

    private DoubleSupplier last(ToLongFunction<BalancerMeter> of) {
        return () -> members.stream().mapToLong(of).max().orElse(0);
    }

    /** Takes all of them out of the exposition. */
    static void unregister(MetricRegistry registry, BalancerKind kind, Labels labels) {
        for (BalancerPart part : BalancerPart.values()) {
            registry.remove(kind.meter(part), labels);
        }
        registry.remove(kind.meter(BalancerPart.ENDPOINTS), READY.and(labels));
        registry.remove(kind.meter(BalancerPart.ENDPOINTS), PENDING.and(labels));
        for (String op : List.of("Reset", "Add", "Remove")) {
            registry.remove(
                    kind.meter(BalancerPart.P2C_UPDATES), Labels.of("op", op).and(labels));
        }
    }

    void add(BalancerMeter member) {
        members.add(member);
    }

    void remove(BalancerMeter member, long now) {
        members.remove(member);
        empty = now;
    }

    /** Whether nobody has counted here for {@code nanos}. */
    boolean left(long now, long nanos) {
        return members.isEmpty() && now - empty >= nanos;
    }

    Counter requests() {
        return requests;
    }

    Histogram latency() {
        return latency;
    }

    Counter resets() {
        return resets;
    }

    Counter adds() {
        return adds;
    }

    Counter removes() {
        return removes;
    }

    Counter opened() {
        return opened;
    }

    Counter shut() {
        return shut;
    }
}
