package io.weft.viz.window;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Drops the labels nobody asks for, and keeps each text once, whoever tells it: they are most of a series's memory. */
final class RelevantLabels {
    private static final Set<String> NAMES = Set.of(
            "direction",
            "peer",
            "tls",
            "no_tls_reason",
            "client_id",
            "server_id",
            "classification",
            "target_addr",
            "route_kind",
            "route_name",
            "srv_kind",
            "srv_name",
            "authz_kind",
            "authz_name",
            "status_code",
            "grpc_status",
            "error",
            "skipped",
            "http_status",
            "parent_kind",
            "parent_namespace",
            "parent_name",
            "parent_port",
            "route_namespace",
            "backend_kind",
            "backend_namespace",
            "backend_name",
            "backend_port",
            "dst",
            "rt_route",
            "gateway_namespace",
            "gateway_name",
            "target_cluster_name");
    private static final String DESTINATION = "dst_";

    private RelevantLabels() {}

    static Map<String, String> of(Map<String, String> all) {
        Map<String, String> relevant = new HashMap<>();
        all.forEach((name, value) -> {
            if (NAMES.contains(name) || name.startsWith(DESTINATION)) {
                relevant.put(name.intern(), value.intern());
            }
        });
        return Map.copyOf(relevant);
    }
}
