package io.weft.proxy.tap;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Between whom a request passes.
 *
 * @param source who sends it
 * @param sourceLabels what is known of the sender, {@code tls} among it
 * @param destination whom it goes to
 * @param destinationLabels what is known of the receiver, {@code tls} among it
 * @param routeLabels of the route that took it; empty if that has none
 */
public record Parties(
        Direction direction,
        InetSocketAddress source,
        Map<String, String> sourceLabels,
        InetSocketAddress destination,
        Map<String, String> destinationLabels,
        Map<String, String> routeLabels) {
    /** Seen from the workload. */
    public enum Direction {
        INBOUND,
        OUTBOUND
    }
}
