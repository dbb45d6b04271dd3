package io.weft.benchmarks.viz;

import java.util.List;

/**
 * What a sidecar tells of its traffic, in the families and with the labels of ours; counters grow with time. Pure but for the
 * text it gathers.
 */
final class Exposition {
    /** What one more deployment that is called, and one that calls, add. */
    private static final int SERIES_OF_A_PEER = 93;

    private static final List<Integer> MILLIS = List.of(
            1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400, 500, 1000, 2000, 3000, 4000, 5000, 10_000, 20_000,
            30_000, 40_000, 50_000);
    private static final List<Double> REQUEST_SECONDS = List.of(0.05, 0.5, 1.0, 10.0);
    private static final List<Double> TRY_SECONDS = List.of(0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 10.0);
    private static final double MEAN_MILLIS = 20;
    private static final double FAILED = 0.02;
    private static final int MOST_RATE = 9;

    private final SimulatedMesh mesh;
    private final int pod;
    private final double seconds;
    private final StringBuilder text = new StringBuilder(1 << 18);
    private int series;

    private Exposition(SimulatedMesh mesh, int pod, double seconds) {
        this.mesh = mesh;
        this.pod = pod;
        this.seconds = seconds;
    }

    /** With how many peers a sidecar tells about that many series, and not more. */
    static int peers(int series) {
        return Math.max(1, series / SERIES_OF_A_PEER);
    }

    /**
     * Exactly {@code series} lines with a value.
     *
     * @param seconds that the counters have been counting, of a process started at {@code start}, in seconds of the epoch
     */
    static String of(SimulatedMesh mesh, int pod, int series, long start, double seconds) {
        Exposition exposition = new Exposition(mesh, pod, seconds);
        exposition.one("process_start_time_seconds", "", (double) start);
        int self = mesh.deployment(pod);
        mesh.callers(self).forEach(exposition::inbound);
        mesh.callees(self).forEach(exposition::outbound);
        for (int rest = 0; exposition.series < series; rest++) {
            exposition.one("control_request_total", "addr=\"linkerd-dst-headless:" + rest + "\",tls=\"true\"", seconds);
        }
        return exposition.text.append("# EOF\n").toString();
    }

    private void inbound(int caller) {
        String server = "srv_group=\"policy.linkerd.io\",srv_kind=\"server\",srv_name=\"http\",srv_port=\"8080\"";
        String target = "target_addr=\"10.42.%d.%d:8080\",target_ip=\"10.42.%d.%d\",target_port=\"8080\""
                .formatted(pod >> 8, pod & 255, pod >> 8, pod & 255);
        String peer = "tls=\"true\",client_id=\"" + SimulatedMesh.identity(caller) + '"';
        String decided = server + ",route_group=\"\",route_kind=\"default\",route_name=\"default\","
                + "authz_group=\"policy.linkerd.io\",authz_kind=\"authorizationpolicy\",authz_name=\"callers\"";
        String all = "direction=\"inbound\"," + target + ',' + peer + ',' + decided;
        double requests = requests(caller);
        endpoint(all, requests);
        connections("direction=\"inbound\",peer=\"src\"," + target + ',' + peer + ',' + server, requests);
        one("inbound_http_authz_allow_total", target + ',' + decided + ',' + peer, requests);
    }

    private void outbound(int callee) {
        int server = mesh.podOf(callee, pod);
        String name = SimulatedMesh.name(callee);
        String all =
                ("direction=\"outbound\",authority=\"%s.%s.svc.cluster.local:80\",target_addr=\"10.42.%d.%d:8080\","
                                + "target_ip=\"10.42.%d.%d\",target_port=\"8080\",tls=\"true\",server_id=\"%s\",%s")
                        .formatted(
                                name,
                                SimulatedMesh.NAMESPACE,
                                server >> 8,
                                server & 255,
                                server >> 8,
                                server & 255,
                                SimulatedMesh.identity(callee),
                                destination(callee, server));
        double requests = requests(callee);
        endpoint(all, requests);
        connections(all.replace("direction=\"outbound\",", "direction=\"outbound\",peer=\"dst\","), requests);
        route(name, requests);
    }

    private String destination(int callee, int server) {
        String name = SimulatedMesh.name(callee);
        return ("dst_control_plane_ns=\"linkerd\",dst_deployment=\"%s\",dst_namespace=\"%s\",dst_pod=\"%s\","
                        + "dst_pod_template_hash=\"7d9f8c6b5\",dst_service=\"%s\",dst_serviceaccount=\"%s\","
                        + "dst_zone=\"zone-a\",dst_zone_locality=\"local\"")
                .formatted(name, SimulatedMesh.NAMESPACE, mesh.podName(server), name, name);
    }

    private void endpoint(String labels, double requests) {
        one("request_total", labels, requests);
        one("response_total", labels + ended("200", "success"), Math.floor(requests * (1 - FAILED)));
        one("response_total", labels + ended("503", "failure"), Math.floor(requests * FAILED));
        histogram("response_latency_ms", labels + ",status_code=\"200\"", requests, MILLIS, MEAN_MILLIS);
    }

    private static String ended(String status, String classification) {
        return ",status_code=\"" + status + "\",classification=\"" + classification + "\",grpc_status=\"\",error=\"\"";
    }

    private void connections(String labels, double requests) {
        one("tcp_open_total", labels, Math.floor(requests / 100));
        one("tcp_open_connections", labels, 2);
        one("tcp_read_bytes_total", labels, requests * 180);
        one("tcp_write_bytes_total", labels, requests * 640);
    }

    private void route(String service, double requests) {
        String parent =
                "parent_group=\"core\",parent_kind=\"Service\",parent_namespace=\"%s\",parent_name=\"%s\",parent_port=\"80\",parent_section_name=\"\""
                        .formatted(SimulatedMesh.NAMESPACE, service);
        String route = parent
                + ",route_group=\"gateway.networking.k8s.io\",route_kind=\"HTTPRoute\",route_namespace=\"shop\",route_name=\"all\"";
        String backend = route
                + ",backend_group=\"core\",backend_kind=\"Service\",backend_namespace=\"shop\",backend_name=\"%s\",backend_port=\"80\",backend_section_name=\"\""
                        .formatted(service);
        String host = ",hostname=\"" + service + "\"";
        double mean = MEAN_MILLIS / 1000;
        one("outbound_http_route_request_statuses_total", route + host + ",http_status=\"200\",error=\"\"", requests);
        histogram("outbound_http_route_request_duration_seconds", route + host, requests, REQUEST_SECONDS, mean);
        one("outbound_http_route_backend_requests_total", backend, requests);
        one(
                "outbound_http_route_backend_response_statuses_total",
                backend + ",http_status=\"200\",error=\"\"",
                requests);
        histogram("outbound_http_route_backend_response_duration_seconds", backend, requests, TRY_SECONDS, mean);
    }

    private void histogram(String family, String labels, double count, List<? extends Number> bounds, double mean) {
        for (Number bound : bounds) {
            double share = 1 - Math.exp(-bound.doubleValue() / mean);
            one(family + "_bucket", labels + ",le=\"" + bound + '"', Math.floor(count * share));
        }
        one(family + "_bucket", labels + ",le=\"+Inf\"", count);
        one(family + "_sum", labels, count * mean);
        one(family + "_count", labels, count);
    }

    private void one(String family, String labels, double value) {
        series++;
        text.append(family);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append((long) value).append('\n');
    }

    /** So far, between this pod and one of the deployments: from one to nine a second. */
    private double requests(int other) {
        return Math.floor(seconds * (1 + (pod + other) % MOST_RATE));
    }
}
