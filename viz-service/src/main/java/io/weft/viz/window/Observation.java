package io.weft.viz.window;

import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.util.Map;

/**
 * What one series of one workload's sidecar did in a window.
 *
 * @param labels those of {@code RelevantLabels}, and a bucket's {@code le}
 * @param value a counter's increase, a gauge's present value; above zero, unless the family {@linkplain Family#tellsZero tells zero}
 * @param watched for how much of the window the workload was watched: what the increase is to be divided by for a rate
 */
public record Observation(
        WorkloadKey workload, Family family, Map<String, String> labels, double value, Duration watched) {
    /** The label's value, empty if it has none. */
    public String label(String name) {
        return labels.getOrDefault(name, "");
    }

    public boolean isInbound() {
        return label("direction").equals("inbound");
    }

    public boolean isOutbound() {
        return label("direction").equals("outbound");
    }
}
