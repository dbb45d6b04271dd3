package io.weft.destination.app;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.cluster.SliceBuilder.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.Settings;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.profiles.ProfileQuestion;
import io.weft.kubernetes.resource.Resource;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IndexMeterTest {
    private static final String WEB = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {clusterIP: 10.96.0.1, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
            ---
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {}, port: 8080}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: web, namespace: shop}
            spec: {parentRefs: [{group: "", kind: Service, name: web}], rules: [{}]}
            """;
    private static final ServiceId SERVICE = new ServiceId("shop", "web");

    private final MeshIndex index = new MeshIndex(Settings.USUAL, Settings.into(new ArrayList<>()));

    @Test
    void whatIsAskedAndWhatIsKnownIsCountedUnderLinkerdsNames() {
        List<Resource> objects = new ArrayList<>(Manifests.read(WEB));
        objects.add(pod("shop", "web-1").ip("10.42.0.1").build());
        index.reset(objects);
        var port = new EndpointQuestion(SERVICE, 80, Optional.empty());
        var nowhere = new EndpointQuestion(new ServiceId("shop", "nobody"), 80, Optional.of("n-1"));
        try (var _ = index.endpoints().watch(port);
                var _ = index.endpoints().watch(port);
                var _ = index.endpoints().watch(nowhere);
                var _ = index.profiles().watch(new ProfileQuestion.ByService(SERVICE, 80, Optional.empty()));
                var _ = index.profiles()
                        .watch(new ProfileQuestion.ByAddress(
                                InetAddress.ofLiteral("10.96.0.1"), 80, Optional.empty()))) {
            index.apply(
                    slice("shop", "web").port(8080).pod("web-1", "10.42.0.1").build());

            assertThat(String.join("\n", told())).isEqualTo("""
                    endpoints_exists{cluster=local,hostname=,namespace=shop,nodename=,port=80,service=web} 1
                    endpoints_exists{cluster=local,hostname=n-1,namespace=shop,nodename=,port=80,service=nobody} 0
                    endpoints_pods{cluster=local,hostname=,namespace=shop,nodename=,port=80,service=web} 1
                    endpoints_pods{cluster=local,hostname=n-1,namespace=shop,nodename=,port=80,service=nobody} 0
                    endpoints_subscribers{cluster=local,hostname=,namespace=shop,nodename=,port=80,service=web} 2
                    endpoints_subscribers{cluster=local,hostname=n-1,namespace=shop,nodename=,port=80,service=nobody} 1
                    endpoints_updates{cluster=local,hostname=,namespace=shop,nodename=,port=80,service=web} 1
                    endpoints_updates{cluster=local,hostname=n-1,namespace=shop,nodename=,port=80,service=nobody} 0
                    inbound_index_pod_index_size{namespace=shop} 1
                    inbound_index_server_index_size{namespace=shop} 1
                    outbound_index_gateway_http_route_index_size{namespace=shop} 1
                    outbound_index_service_index_size{namespace=shop} 1
                    profile_subscribers{namespace=shop,service=web} 2""");
        }
    }

    @Test
    void whatNobodyAsksAnyMoreIsNotThere() {
        index.reset(List.of());
        index.endpoints()
                .watch(new EndpointQuestion(SERVICE, 80, Optional.empty()))
                .close();

        assertThat(told()).isEmpty();
    }

    private SortedSet<String> told() {
        SortedSet<String> lines = new TreeSet<>();
        new IndexMeter(index)
                .collect()
                .forEach(metric -> metric.getDataPoints().forEach(point -> {
                    List<String> labels = new ArrayList<>();
                    point.getLabels().forEach(label -> labels.add(label.getName() + "=" + label.getValue()));
                    lines.add(metric.getMetadata().getName() + "{" + String.join(",", labels) + "} " + value(point));
                }));
        return lines;
    }

    private static long value(DataPointSnapshot point) {
        return (long)
                (point instanceof CounterDataPointSnapshot counter
                        ? counter.getValue()
                        : ((GaugeDataPointSnapshot) point).getValue());
    }
}
