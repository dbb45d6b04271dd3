package io.weft.proxy.telemetry;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the requests of one route of a policy, and the tries sent to each of its backends.
 *
 * <p>Threading: one event loop.
 *
 * @see "metrics, 5: outbound routes"
 */
public final class RouteMeter {
    private static final double NANOS = 1e9;

    private final MetricRegistry registry;
    private final RouteFamilies families;
    private final Labels labels;
    private final Histogram durations;
    private final Histogram frames;
    private final Map<RouteEnd, Counter> ends = new HashMap<>(4);
    private final Map<Labels, OfBackend> backends = new HashMap<>(2);

    /** {@code labels}: of parent and route. */
    public RouteMeter(MetricRegistry registry, boolean grpc, Labels labels) {
        this.registry = registry;
        this.families = grpc ? RouteFamilies.GRPC : RouteFamilies.HTTP;
        this.labels = labels;
        this.durations = registry.histogram(families.durations(), named());
        this.frames = registry.histogram(families.frames(), named());
    }

    /** Host names are not told apart. */
    private Labels named() {
        return labels.and("hostname", "");
    }

    /** A piece of a request's body came. */
    public void frame(int bytes) {
        frames.record(bytes);
    }

    /** A request is over, {@code nanos} after it came. */
    public void ended(RouteEnd end, long nanos) {
        durations.record(nanos / NANOS);
        Counter counter = ends.get(end);
        if (counter == null) {
            counter = registry.counter(families.ends(), named().and(end.labels(families)));
            ends.put(end, counter);
        }
        counter.increment();
    }

    /** A request is tried again. */
    public void retried() {
        registry.counter(families.retries(), named()).increment();
    }

    /** A request that was tried again has succeeded. */
    public void retrySucceeded() {
        registry.counter(families.retrySuccesses(), named()).increment();
    }

    /** A request was tried as often as is allowed. */
    public void retryLimitExceeded() {
        registry.counter(families.retryLimits(), named()).increment();
    }

    /** A request was not tried again, for nobody could have taken it. */
    public void retryOverflowed() {
        registry.counter(families.retryOverflows(), named()).increment();
    }

    /** The tries sent to one backend. */
    public OfBackend backend(Labels backend) {
        return backends.computeIfAbsent(backend, made -> new OfBackend(labels.and(made)));
    }

    /** Counts what is sent to one backend. */
    public final class OfBackend {
        private final Labels all;
        private final Counter requests;
        private final Histogram durations;
        private final Histogram frames;
        private final Map<RouteEnd, Counter> ends = new HashMap<>(4);

        private OfBackend(Labels all) {
            this.all = all;
            this.requests = registry.counter(families.backendRequests(), all);
            this.durations = registry.histogram(families.backendDurations(), all);
            this.frames = registry.histogram(families.backendFrames(), all);
        }

        /** A try is sent. */
        public void request() {
            requests.increment();
        }

        /** A piece of a response's body came. */
        public void frame(int bytes) {
            frames.record(bytes);
        }

        /** A try is over, {@code nanos} after the request was out. */
        public void ended(RouteEnd end, long nanos) {
            durations.record(nanos / NANOS);
            Counter counter = ends.get(end);
            if (counter == null) {
                counter = registry.counter(families.backendEnds(), all.and(end.labels(families)));
                ends.put(end, counter);
            }
            counter.increment();
        }
    }
}
