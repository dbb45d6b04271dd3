package io.weft.proxy.telemetry;

import java.util.Locale;

/**
 * What a balancer balances, and so which families tell of it.
 *
 * @see "metrics, 7: prefixes"
 */
public enum BalancerKind {
    /** Requests; parent_*, backend_*. */
    OUTBOUND_HTTP,
    /** Opaque connections; parent_*, backend_*, logical, concrete. */
    OUTBOUND_TCP,
    /** Connections of TLS that is not ours; concrete. */
    OUTBOUND_TLS,
    /** Calls; addr. */
    CONTROL_IDENTITY,
    /** Calls; addr. */
    CONTROL_DESTINATION,
    /** Calls; addr. */
    CONTROL_POLICY,
    /** Exports of spans; addr. */
    OPENTELEMETRY;

    String prefix() {
        return name().toLowerCase(Locale.ROOT) + "_balancer_";
    }

    Meter meter(BalancerPart part) {
        return Meter.valueOf(name() + "_BALANCER_" + part.name());
    }
}
