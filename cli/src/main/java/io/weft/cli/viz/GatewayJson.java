package io.weft.cli.viz;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as {@code -o json} prints it.
 *
 * @param latency milliseconds; absent while it is not alive
 * @see "cli, 10"
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GatewayJson(
        String clusterName,
        boolean alive,
        long numberOfServices,
        @Nullable Long latency) {
    static GatewayJson of(GatewayRow row) {
        return new GatewayJson(
                row.clusterName(), row.alive(), row.pairedServices(), row.alive() ? row.latencyMsP50() : null);
    }
}
