package io.weft.viz.app;

import io.weft.core.Latest;
import io.weft.viz.window.Family;
import io.weft.viz.window.MetricSource;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Five hundred workloads that call four others each, over and over, in place of what is scraped. No component: whoever wants it
 * names it.
 */
class LargeMesh {
    static final int WORKLOADS = 500;
    static final int CALLS = 4; // of each workload

    private static final int NAMESPACES = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    @Bean
    @Primary
    Latest<Workloads> manyWorkloads() {
        return new Latest<>(Workloads.of(
                IntStream.range(0, WORKLOADS).mapToObj(LargeMesh::workload).toList()));
    }

    @Bean
    @Primary
    MetricSource muchTraffic() {
        return new MetricSource() {
            private final AtomicInteger looks = new AtomicInteger();

            @Override
            public List<Observation> observe(Duration window) {
                return observed(looks.incrementAndGet());
            }

            @Override
            public List<Observation> gateways(Duration window) {
                return List.of();
            }

            @Override
            public List<List<Observation>> history(Set<WorkloadKey> asked, Duration step, int steps) {
                return IntStream.range(0, steps).mapToObj(LargeMesh::observed).toList();
            }

            @Override
            public Set<WorkloadKey> watched(Duration window) {
                return IntStream.range(0, WORKLOADS).mapToObj(LargeMesh::key).collect(Collectors.toSet());
            }

            @Override
            public Duration interval() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration retention() {
                return WINDOW;
            }
        };
    }

    private static Workload workload(int number) {
        return new Workload(
                key(number),
                "deployment",
                name(number),
                name(number),
                identity(number),
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                Map.of("app", name(number)));
    }

    private static List<Observation> observed(int look) {
        List<Observation> all = new ArrayList<>();
        for (int client = 0; client < WORKLOADS; client++) {
            for (int call = 0; call < CALLS; call++) {
                int server = (client * 7 + call * 13 + 1) % WORKLOADS;
                double requests = 100 + (client * 31 + call * 17 + look * 7) % 900;
                call(all, client, server, requests, client % 50 == 0 ? 12 : 0);
            }
        }
        return all;
    }

    private static void call(List<Observation> all, int client, int server, double successes, double failures) {
        Map<String, String> out = new HashMap<>(Map.of(
                "direction", "outbound",
                "tls", "true",
                "peer", "dst",
                "server_id", identity(server),
                "dst_namespace", namespace(server),
                "dst_deployment", name(server),
                "dst_service", name(server)));
        Map<String, String> in = new HashMap<>(Map.of(
                "direction", "inbound",
                "tls", "true",
                "peer", "src",
                "client_id", identity(client),
                "target_addr", "10.42.0.1:8080",
                "srv_kind", "default",
                "srv_name", "all-unauthenticated",
                "authz_kind", "default",
                "authz_name", "all-unauthenticated"));
        Map<String, String> route = Map.of(
                "parent_kind", "Service",
                "parent_namespace", namespace(server),
                "parent_name", name(server),
                "parent_port", "8080",
                "route_kind", "HTTPRoute",
                "route_namespace", namespace(server),
                "route_name", "items");
        all.add(of(client, Family.RESPONSES, successes, out, "classification", "success"));
        all.add(of(server, Family.RESPONSES, successes, in, "classification", "success"));
        if (failures > 0) {
            all.add(of(client, Family.RESPONSES, failures, out, "classification", "failure"));
            all.add(of(server, Family.RESPONSES, failures, in, "classification", "failure", "status_code", "503"));
        }
        all.add(of(client, Family.OPEN_CONNECTIONS, 2, out));
        all.add(of(server, Family.REQUESTS_ALLOWED, successes + failures, in));
        all.add(of(client, Family.HTTP_ROUTE_ENDS, successes, route, "http_status", "200"));
        for (String bound : List.of("1", "10", "100", "+Inf")) {
            double share = bound.equals("1") ? 0.4 : 1;
            all.add(of(client, Family.LATENCY_BUCKETS, (successes + failures) * share, out, "le", bound));
            all.add(of(server, Family.LATENCY_BUCKETS, (successes + failures) * share, in, "le", bound));
        }
    }

    private static Observation of(int teller, Family family, double value, Map<String, String> labels, String... more) {
        Map<String, String> all = new HashMap<>(labels);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return new Observation(key(teller), family, Map.copyOf(all), value, WINDOW);
    }

    private static WorkloadKey key(int number) {
        return new WorkloadKey(namespace(number), "pod", name(number) + "-1");
    }

    private static String namespace(int number) {
        return "team-" + number % NAMESPACES;
    }

    private static String name(int number) {
        return "workload-" + number;
    }

    private static String identity(int number) {
        return name(number) + "." + namespace(number) + ".serviceaccount.identity.linkerd.cluster.local";
    }
}
