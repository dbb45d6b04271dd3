package io.weft.proxy.telemetry;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the requests of one set of labels: {@code request_total}, {@code response_total}, {@code response_latency_ms}, or
 * the same with {@code control_} before them.
 *
 * <p>Threading: one event loop.
 *
 * @see "metrics, 1"
 */
public final class RequestMeter {
    private final MetricRegistry registry;
    private final Labels labels;
    private final Meter responseTotal;
    private final Meter latencyMs;
    private final Counter requests;
    private final IntObjectMap<Counter> whole = new IntObjectHashMap<>(4); // by Outcome.code
    private final Map<Outcome, Counter> broken = new HashMap<>(0);
    private final IntObjectMap<Histogram> latencies = new IntObjectHashMap<>(4);

    public RequestMeter(MetricRegistry registry, Labels labels) {
        this(registry, labels, Meter.REQUEST_TOTAL, Meter.RESPONSE_TOTAL, Meter.RESPONSE_LATENCY_MS);
    }

    private RequestMeter(MetricRegistry registry, Labels labels, Meter requests, Meter responses, Meter latency) {
        this.registry = registry;
        this.labels = labels;
        this.requests = registry.counter(requests, labels);
        this.responseTotal = responses;
        this.latencyMs = latency;
    }

    /** Of calls to the control plane. */
    public static RequestMeter ofControl(MetricRegistry registry, Labels labels) {
        return new RequestMeter(
                registry,
                labels,
                Meter.CONTROL_REQUEST_TOTAL,
                Meter.CONTROL_RESPONSE_TOTAL,
                Meter.CONTROL_RESPONSE_LATENCY_MS);
    }

    /** Of requests of a ServiceProfile's route, whatever number of tries each takes. */
    public static RequestMeter ofRoute(MetricRegistry registry, Labels labels) {
        return new RequestMeter(
                registry,
                labels,
                Meter.ROUTE_REQUEST_TOTAL,
                Meter.ROUTE_RESPONSE_TOTAL,
                Meter.ROUTE_RESPONSE_LATENCY_MS);
    }

    /** Of the tries of such requests; their latency is not measured. */
    public static RequestMeter ofTries(MetricRegistry registry, Labels labels) {
        return new RequestMeter(
                registry,
                labels,
                Meter.ROUTE_ACTUAL_REQUEST_TOTAL,
                Meter.ROUTE_ACTUAL_RESPONSE_TOTAL,
                Meter.ROUTE_RESPONSE_LATENCY_MS);
    }

    /** A request was sent on. */
    public void request() {
        requests.increment();
    }

    /**
     * The first data of a response came, or its end.
     *
     * @param status HTTP status, 0 if there was no response
     * @param nanos since the request's head
     */
    public void latency(int status, long nanos) {
        Histogram histogram = latencies.get(status);
        if (histogram == null) {
            histogram = registry.histogram(latencyMs, labels.and("status_code", status(status)));
            latencies.put(status, histogram);
        }
        histogram.record(nanos / 1e6);
    }

    /** A stream ended, whole or not. */
    public void response(Outcome outcome) {
        boolean isWhole = outcome.error().isEmpty();
        Counter counter = isWhole ? whole.get(outcome.code()) : broken.get(outcome);
        if (counter == null) {
            counter = registry.counter(responseTotal, labels.and(outcome.labels()));
            if (isWhole) {
                whole.put(outcome.code(), counter);
            } else {
                broken.put(outcome, counter);
            }
        }
        counter.increment();
    }

    static String status(int status) {
        return status == 0 ? "" : Integer.toString(status);
    }
}
