package io.weft.proxy.telemetry;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/**
 * Counts the requests of one route of an inbound policy.
 *
 * <p>Threading: one event loop.
 *
 * @see "metrics, 8: inbound"
 */
public final class InboundRouteMeter {
    private static final double NANOS = 1e9;

    private final MetricRegistry registry;
    private final InboundRouteFamilies families;
    private final Labels labels;
    private final Counter requests;
    private final Histogram requestDurations;
    private final Histogram responseDurations;
    private final Histogram requestFrames;
    private final Histogram responseFrames;
    private final IntObjectMap<Counter> statuses = new IntObjectHashMap<>(4);

    /**
     * Of one policy's route.
     *
     * @param grpc whether the policy is for gRPC, whatever a request speaks
     * @param labels of parent and route
     */
    public InboundRouteMeter(MetricRegistry registry, boolean grpc, Labels labels) {
        this.registry = registry;
        this.families = grpc ? InboundRouteFamilies.GRPC : InboundRouteFamilies.HTTP;
        this.labels = labels;
        this.requests = registry.counter(families.requests(), labels);
        this.requestDurations = registry.histogram(families.requestDurations(), labels);
        this.responseDurations = registry.histogram(families.responseDurations(), labels);
        this.requestFrames = registry.histogram(families.requestFrames(), labels);
        this.responseFrames = registry.histogram(families.responseFrames(), labels);
    }

    /** A request was sent on. */
    public void request() {
        requests.increment();
    }

    /** A piece of a request's body came. */
    public void requestFrame(int bytes) {
        requestFrames.record(bytes);
    }

    /** A piece of a response's body came. */
    public void responseFrame(int bytes) {
        responseFrames.record(bytes);
    }

    /**
     * A request is over.
     *
     * @param sinceBegin nanoseconds since its head came
     * @param sinceSent nanoseconds since all of it had come; 0: it never had
     */
    public void ended(Outcome outcome, long sinceBegin, long sinceSent) {
        requestDurations.record(sinceBegin / NANOS);
        responseDurations.record(sinceSent / NANOS);
        int status = families == InboundRouteFamilies.GRPC ? outcome.grpcStatus() : outcome.status();
        Counter counter = statuses.get(status);
        if (counter == null) {
            counter = registry.counter(families.statuses(), labels.and("status", text(status)));
            statuses.put(status, counter);
        }
        counter.increment();
    }

    private String text(int status) {
        if (families == InboundRouteFamilies.HTTP) {
            return RequestMeter.status(status);
        }
        return status >= 0 && status <= Outcome.LAST_GRPC_STATUS ? Integer.toString(status) : "";
    }
}
