package io.weft.proxy.tap;

import io.weft.core.ResourceRef;
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
    /** {@code ref} in labels: {@code srv_group}, {@code srv_kind} and {@code srv_name}, if {@code prefix} is {@code srv}. */
    public static Map<String, String> named(String prefix, ResourceRef ref) {
        return Map.of(prefix + "_group", ref.group(), prefix + "_kind", ref.kind(), prefix + "_name", ref.name());
    }

    /** Seen from the workload. */
    public enum Direction {
        INBOUND,
        OUTBOUND
    }
}
