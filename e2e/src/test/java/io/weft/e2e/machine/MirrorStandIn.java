package io.weft.e2e.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;

/**
 * Tells what a service mirror linked to cluster {@code east} would, and a sidecar that calls a Service there: ten probes a
 * second, of which one fails, and ten requests.
 *
 * @see "viz, sections 6 and 10.4"
 */
final class MirrorStandIn {
    private static final String METRICS = """
            # TYPE gateway_enabled gauge
            gateway_enabled{target_cluster_name="east"} 1
            # TYPE gateway_alive gauge
            gateway_alive{target_cluster_name="east",gateway_namespace="linkerd-multicluster",gateway_name="linkerd-gateway"} 1
            # TYPE gateway_latency gauge
            gateway_latency{target_cluster_name="east"} 4
            # TYPE gateway_probe_latency_ms histogram
            gateway_probe_latency_ms_bucket{target_cluster_name="east",le="5"} NINE
            gateway_probe_latency_ms_bucket{target_cluster_name="east",le="10"} TEN
            gateway_probe_latency_ms_bucket{target_cluster_name="east",le="+Inf"} TEN
            gateway_probe_latency_ms_sum{target_cluster_name="east"} TEN
            gateway_probe_latency_ms_count{target_cluster_name="east"} TEN
            # TYPE gateway_probes counter
            gateway_probes{target_cluster_name="east",probe_successful="true"} NINE
            gateway_probes{target_cluster_name="east",probe_successful="false"} ONE
            # TYPE service_mirror_endpoint_repairs counter
            service_mirror_endpoint_repairs{target_cluster_name="east"} ONE
            # TYPE response_total counter
            response_total{THERE,classification="success",status_code="200"} NINE
            response_total{THERE,classification="failure",status_code="503"} ONE
            # TYPE response_latency_ms histogram
            response_latency_ms_bucket{THERE,status_code="200",le="10"} NINE
            response_latency_ms_bucket{THERE,status_code="200",le="+Inf"} TEN
            response_latency_ms_sum{THERE,status_code="200"} TEN
            response_latency_ms_count{THERE,status_code="200"} TEN
            # TYPE tcp_open_connections gauge
            tcp_open_connections{THERE,peer="dst"} 1
            """;

    private static final String THERE =
            "direction=\"outbound\",tls=\"true\",dst_target_cluster=\"east\",dst_target_service=\"my-app\"";

    private MirrorStandIn() {}

    public static void main(String[] args) throws IOException {
        long began = System.nanoTime();
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0);
        server.createContext("/metrics", exchange -> {
            byte[] told = metrics((System.nanoTime() - began) / 1_000_000_000).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, told.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(told);
            }
        });
        server.start();
    }

    private static String metrics(long seconds) {
        return METRICS.replace("THERE", THERE)
                .replace("NINE", String.valueOf(9 * seconds))
                .replace("TEN", String.valueOf(10 * seconds))
                .replace("ONE", String.valueOf(seconds));
    }
}
