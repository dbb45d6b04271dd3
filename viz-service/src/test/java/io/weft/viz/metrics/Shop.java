package io.weft.viz.metrics;

import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.services.KnownServices;
import io.weft.viz.split.Split;
import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small mesh of deployments, and what its sidecars told. */
final class Shop {
    static final Duration WATCHED = Duration.ofSeconds(20);

    private static final TimeWindow MINUTE = new TimeWindow("1m", Duration.ofMinutes(1));

    private final List<Workload> workloads = new ArrayList<>();
    private final List<Observation> observed = new ArrayList<>();

    static String identity(String name) {
        return name + ".shop.serviceaccount.identity.linkerd.cluster.local";
    }

    static ResourceName deployment(String name) {
        return new ResourceName("shop", "deployment", name);
    }

    Shop meshed(String name) {
        return workload(name, 1, identity(name));
    }

    Shop unmeshed(String name) {
        return workload(name, 1, "");
    }

    Shop workload(String name, int number, String identity) {
        return workload(name, number, identity, Map.of());
    }

    Shop workload(String name, int number, String identity, Map<String, String> labels) {
        Optional<InetSocketAddress> admin = identity.isEmpty()
                ? Optional.empty()
                : Optional.of(new InetSocketAddress("10.42.0." + (workloads.size() + 1), 4191));
        workloads.add(new Workload(
                key(name, number),
                "deployment",
                name,
                name,
                identity,
                admin,
                admin.map(address -> new InetSocketAddress(address.getAddress(), 4190)),
                true,
                !identity.isEmpty(),
                labels));
        return this;
    }

    /** What {@code client}'s sidecar says of its requests to {@code server}. */
    Shop outbound(String client, String server, double responses, String... labels) {
        String[] end = {
            "direction", "outbound", "dst_namespace", "shop", "dst_deployment", server, "dst_pod", server + "-1"
        };
        return tell(client, Family.RESPONSES, responses, join(end, labels));
    }

    Shop inbound(String server, double responses, String... labels) {
        return tell(server, Family.RESPONSES, responses, join(new String[] {"direction", "inbound"}, labels));
    }

    Shop tell(String teller, Family family, double value, String... labels) {
        Map<String, String> map = new HashMap<>(Map.of("classification", "success"));
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        observed.add(new Observation(key(teller, 1), family, Map.copyOf(map), value, WATCHED));
        return this;
    }

    List<EdgeJson> edges(String namespace) {
        return EdgeQuery.answer(all(), observed, new EdgeRequest(namespace, Optional.empty()))
                .ok()
                .edges();
    }

    List<EdgeJson> edges() {
        return edges("");
    }

    List<StatRowJson> rows(StatRequest request) {
        return StatQuery.answer(all(), observed, request)
                .ok()
                .statTables()
                .getFirst()
                .podGroup()
                .rows();
    }

    List<StatRowJson> services(KnownServices services, ServiceStatRequest request, Split... splits) {
        return ServiceStatQuery.answer(all(), services, canaries(splits), observed, request)
                .ok()
                .statTables()
                .getFirst()
                .podGroup()
                .rows();
    }

    List<StatRowJson> policies(PolicyType type, String name, String labels) {
        PolicyStatRequest request =
                new PolicyStatRequest(type, "shop", name, MINUTE, LabelSelector.parse(labels), true, false);
        return PolicyStatQuery.answer(all(), observed, request)
                .ok()
                .statTables()
                .getFirst()
                .podGroup()
                .rows();
    }

    List<RoutesJson.RouteTable> routes(RoutesRequest.Target subject, Optional<RoutesRequest.Target> to) {
        return routes(subject, to, "");
    }

    List<RoutesJson.RouteTable> routes(RoutesRequest.Target subject, Optional<RoutesRequest.Target> to, String labels) {
        RoutesRequest request = new RoutesRequest(subject, to, LabelSelector.parse(labels), MINUTE);
        return RoutesQuery.answer(all(), observed, request, "cluster.local")
                .ok()
                .routes();
    }

    List<StatRowJson> authz(ResourceSelector subject) {
        return authz(subject, "");
    }

    List<StatRowJson> authz(ResourceSelector subject, String labels) {
        return AuthzQuery.answer(all(), observed, subject, LabelSelector.parse(labels), MINUTE)
                .ok()
                .statTable()
                .podGroup()
                .rows();
    }

    List<InboundJson.Row> inboundWays(ResourceSelector subject) {
        return InboundQuery.answer(all(), observed, subject).ok().rows();
    }

    List<OutboundJson.Row> outboundWays(ResourceSelector subject) {
        return OutboundQuery.answer(all(), observed, subject).ok().rows();
    }

    List<DefaultDenyJson.Port> defaultDeny() {
        return DefaultDenyQuery.answer(all(), observed).ok().ports();
    }

    List<CanaryJson.Split> canaries(Split... splits) {
        return CanaryQuery.answer(List.of(splits), true, observed).splits();
    }

    PodSelectors selectors() {
        return PodSelectors.of(all());
    }

    MeshJson mesh() {
        return MeshQuery.answer(all(), observed, MINUTE);
    }

    private Workloads all() {
        return Workloads.of(workloads);
    }

    private static WorkloadKey key(String name, int number) {
        return new WorkloadKey("shop", "pod", name + '-' + number);
    }

    static String[] join(String[] first, String... second) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(second));
        return all.toArray(String[]::new);
    }
}
