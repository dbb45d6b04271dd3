package io.weft.proxy.control;

import io.weft.proxy.telemetry.BalancerKind;

/**
 * What a channel to the control plane is for.
 *
 * @see "metrics, 9: control_dns_resolutions_total"
 */
public enum ControlPart {
    IDENTITY("identity", BalancerKind.CONTROL_IDENTITY),
    DESTINATION("destination", BalancerKind.CONTROL_DESTINATION),
    POLICY("policy", BalancerKind.CONTROL_POLICY),
    TRACE_COLLECTOR("trace_collector", BalancerKind.OPENTELEMETRY);

    private final String label;
    private final BalancerKind balancer;

    ControlPart(String label, BalancerKind balancer) {
        this.label = label;
        this.balancer = balancer;
    }

    /** Whose families tell of its servers. */
    BalancerKind balancer() {
        return balancer;
    }

    /** As metrics have it. */
    String label() {
        return label;
    }
}
