package io.weft.proxy.telemetry;

import static io.weft.proxy.telemetry.MeterType.COUNTER;
import static io.weft.proxy.telemetry.MeterType.GAUGE;
import static io.weft.proxy.telemetry.MeterType.HISTOGRAM;

/**
 * What is told of every balancer, whatever it balances.
 *
 * @see "metrics, 7: balancers"
 */
enum BalancerPart {
    /** endpoint_state = ready or pending. */
    ENDPOINTS(GAUGE, "endpoints", Unit.NONE, Buckets.NONE, "Endpoints, by whether they can be sent to."),
    P2C_ENDPOINTS(GAUGE, "p2c_endpoints", Unit.NONE, Buckets.NONE, "Endpoints there are to choose from."),
    /** op = Reset, Add or Remove. */
    P2C_UPDATES(COUNTER, "p2c_updates", Unit.NONE, Buckets.NONE, "Changes of the set of endpoints."),
    QUEUE_LENGTH(GAUGE, "queue_length", Unit.NONE, Buckets.NONE, "Requests that wait for an endpoint."),
    QUEUE_REQUESTS(
            COUNTER, "queue_requests", Unit.NONE, Buckets.NONE, "Requests taken, to be sent at once or to wait."),
    QUEUE_LATENCY(HISTOGRAM, "queue_latency", Unit.SECONDS, Buckets.QUEUE_SECONDS, "How long requests waited."),
    QUEUE_GATE_OPEN(COUNTER, "queue_gate_open", Unit.NONE, Buckets.NONE, "Times requests were taken again."),
    QUEUE_GATE_SHUT(COUNTER, "queue_gate_shut", Unit.NONE, Buckets.NONE, "Times requests began to fail at once."),
    QUEUE_GATE_OPEN_TIME(
            GAUGE,
            "queue_gate_open_time",
            Unit.SECONDS,
            Buckets.NONE,
            "Since when requests are taken; 0: they are not."),
    QUEUE_GATE_SHUT_TIME(
            GAUGE,
            "queue_gate_shut_time",
            Unit.SECONDS,
            Buckets.NONE,
            "Since when requests fail at once; 0: they do not."),
    QUEUE_GATE_TIMEOUT(
            GAUGE, "queue_gate_timeout", Unit.SECONDS, Buckets.NONE, "How long requests wait before they fail.");

    private final MeterType type;
    private final String name;
    private final Unit unit;

    @SuppressWarnings("ImmutableEnumChecker") // its arrays are never written after construction
    private final Buckets buckets;

    private final String help;

    BalancerPart(MeterType type, String name, Unit unit, Buckets buckets, String help) {
        this.type = type;
        this.name = name;
        this.unit = unit;
        this.buckets = buckets;
        this.help = help;
    }

    MeterType type() {
        return type;
    }

    /** With the unit. */
    String suffix() {
        return name + unit.suffix();
    }

    Unit unit() {
        return unit;
    }

    Buckets buckets() {
        return buckets;
    }

    String help() {
        return help;
    }
}
