package io.weft.viz.prometheus;

import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The admin ports of a few sidecars, each at a loopback address of its own. Thread-safe. */
final class Sidecars implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MIRROR = "mirror";
    private static final String MIRROR_PROGRAM = "the program beside its sidecar";

    private final Map<String, String> names = new LinkedHashMap<>(); // address to workload, guarded by this
    private final Map<String, String> texts = new LinkedHashMap<>(); // workload to what it tells, guarded by this
    private final Map<String, Integer> scrapes = new LinkedHashMap<>(); // by workload, guarded by this
    private final DisposableServer mirror = HttpServer.create()
            .host("0.0.0.0")
            .route(routes -> routes.get(
                    "/metrics",
                    (request, response) -> response.header("Content-Type", "text/plain; version=0.0.4")
                            .sendString(Mono.fromSupplier(() -> scraped(MIRROR_PROGRAM)))))
            .bindNow();
    private final DisposableServer server = HttpServer.create()
            .host("0.0.0.0")
            .route(routes -> routes.get(
                    "/metrics",
                    (request, response) -> response.header("Content-Type", "text/plain; version=0.0.4")
                            .sendString(Mono.just(
                                    scraped(request.requestHeaders().get("Host").replaceAll(":.*", ""))))))
            .bindNow();

    static String identity(String name) {
        return name + ".shop.serviceaccount.identity.linkerd.cluster.local";
    }

    /** From now on this workload tells that. */
    synchronized void tell(String workload, String text) {
        if (!names.containsValue(workload)) {
            names.put("127.0.1." + (names.size() + 1), workload);
        }
        texts.put(workload, text);
    }

    /** From now on the service mirror, which has a sidecar too, tells that of gateways. */
    synchronized void tellOfGateways(String text) {
        if (!names.containsValue(MIRROR)) {
            tell(MIRROR, "process_start_time_seconds 0\n");
        }
        texts.put(MIRROR_PROGRAM, text);
    }

    int mirrorPort() {
        return mirror.port();
    }

    /** Returns when all of them were asked that often again. */
    synchronized void awaitScrapes(int times) throws InterruptedException {
        Map<String, Integer> before = Map.copyOf(scrapes);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!texts.keySet().stream()
                .allMatch(each -> scrapes.getOrDefault(each, 0) >= before.getOrDefault(each, 0) + times)) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("asked so far: " + scrapes);
            }
            wait(left);
        }
    }

    synchronized Workloads workloads() {
        return Workloads.of(names.entrySet().stream()
                .map(each -> workload(each.getValue(), each.getKey()))
                .toList());
    }

    /** How a Prometheus finds them, and labels what they tell as our scrape configuration does. */
    synchronized String scrapeConfiguration(Duration interval) {
        String targets = names.entrySet().stream()
                .map(each -> """
                          - targets: ['%s:%d']
                            labels: {namespace: shop, pod: %s-1, deployment: %s, control_plane_ns: linkerd}
                        """.formatted(each.getKey(), server.port(), each.getValue(), each.getValue()))
                .collect(Collectors.joining());
        return """
                global: {scrape_interval: 1m}
                scrape_configs:
                - job_name: linkerd-proxy
                  scrape_interval: %ds
                  scrape_timeout: %ds
                  static_configs:
                """.formatted(interval.toSeconds(), interval.toSeconds())
                + targets.indent(2)
                + """
                - job_name: linkerd-multicluster-controller
                  scrape_interval: %ds
                  scrape_timeout: %ds
                  static_configs: [{targets: ['127.0.0.1:%d'], labels: {component: controller}}]
                """.formatted(interval.toSeconds(), interval.toSeconds(), mirror.port());
    }

    @Override
    public void close() {
        mirror.disposeNow();
        server.disposeNow();
    }

    private synchronized String scraped(String address) {
        String workload = names.getOrDefault(address, address);
        scrapes.merge(workload, 1, Integer::sum);
        notifyAll();
        return texts.getOrDefault(workload, "");
    }

    private Workload workload(String name, String address) {
        return new Workload(
                new WorkloadKey("shop", "pod", name + "-1"),
                "deployment",
                name,
                name,
                identity(name),
                Optional.of(new InetSocketAddress(address, server.port())),
                Optional.empty(),
                true,
                true,
                name.equals(MIRROR) ? Map.of("component", "controller") : Map.of());
    }
}
