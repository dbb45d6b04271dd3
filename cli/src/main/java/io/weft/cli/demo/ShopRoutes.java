package io.weft.cli.demo;

import java.util.List;
import java.util.Map;

/**
 * The names of the shop's routes: a ServiceProfile says those of web, GRPCRoutes those of votes. So it can be seen which of them
 * the refused votes took.
 */
final class ShopRoutes {
    private ShopRoutes() {}

    static List<Map<String, Object>> documents() {
        return List.of(
                Map.of(
                        "apiVersion",
                        "linkerd.io/v1alpha2",
                        "kind",
                        "ServiceProfile",
                        "metadata",
                        metadata("web." + Shop.NAMESPACE + ".svc.cluster.local"),
                        "spec",
                        Map.of(
                                "routes",
                                List.of(
                                        route("GET", "/api/items"),
                                        route("POST", "/api/vote"),
                                        route("GET", "/api/results")))),
                calls("cast-vote", "Cast"),
                calls("follow-results", "Results"));
    }

    private static Map<String, Object> route(String method, String path) {
        return Map.of("name", method + " " + path, "condition", Map.of("method", method, "pathRegex", path));
    }

    private static Map<String, Object> calls(String name, String method) {
        return Map.of(
                "apiVersion",
                "gateway.networking.k8s.io/v1",
                "kind",
                "GRPCRoute",
                "metadata",
                metadata(name),
                "spec",
                Map.of(
                        "parentRefs", List.of(Map.of("group", "core", "kind", "Service", "name", "votes")),
                        "rules",
                                List.of(Map.of(
                                        "matches",
                                        List.of(Map.of(
                                                "method", Map.of("service", "weft.examples.Votes", "method", method))),
                                        "backendRefs",
                                        List.of(Map.of("name", "votes", "port", Shop.GRPC))))));
    }

    private static Map<String, Object> metadata(String name) {
        return Map.of("namespace", Shop.NAMESPACE, "name", name);
    }
}
