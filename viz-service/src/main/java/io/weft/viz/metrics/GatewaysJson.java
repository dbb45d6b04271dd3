package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/** As {@code linkerd2.viz.GatewaysResponse}. */
public record GatewaysJson(Ok ok) {
    /** The answer. */
    public record Ok(Table gatewaysTable) {}

    /** By cluster, namespace and name. */
    public record Table(List<Row> rows) {}

    /**
     * A gateway of another cluster, as our service mirror's probes find it.
     *
     * @param namespace of the gateway; empty if the mirror does not say
     * @param name of the gateway; empty if the mirror does not say
     * @param pairedServices how many Services here stand for one of that cluster
     */
    public record Row(
            String namespace,
            String name,
            String clusterName,
            @JsonFormat(shape = STRING) long pairedServices,
            boolean alive,
            @JsonFormat(shape = STRING) long latencyMsP50,
            @JsonFormat(shape = STRING) long latencyMsP95,
            @JsonFormat(shape = STRING) long latencyMsP99) {}

    static GatewaysJson of(List<Row> rows) {
        return new GatewaysJson(new Ok(new Table(rows)));
    }
}
