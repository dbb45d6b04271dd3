package io.weft.proxy.control;

/**
 * What a channel to the control plane is for.
 *
 * @see "metrics, 9: control_dns_resolutions_total"
 */
public enum ControlPart {
    IDENTITY("identity"),
    DESTINATION("destination"),
    POLICY("policy"),
    TRACE_COLLECTOR("trace_collector");

    private final String label;

    ControlPart(String label) {
        this.label = label;
    }

    /** As metrics have it. */
    String label() {
        return label;
    }
}
