package io.weft.destination.endpoints;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.cluster.ServiceBuilder.service;
import static io.weft.destination.cluster.SliceBuilder.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.TlsIdentity;
import io.weft.core.WorkloadIdentity;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.PodBuilder;
import io.weft.destination.cluster.ServiceBuilder;
import io.weft.destination.cluster.Settings;
import io.weft.destination.cluster.SliceBuilder;
import io.weft.destination.services.MeshService;
import io.weft.destination.services.ServiceReader;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.workloads.Sidecar.SpiffeProof;
import io.weft.destination.workloads.Workload;
import io.weft.destination.workloads.WorkloadReader;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.EndpointSlice.AddressType;
import io.weft.kubernetes.resource.ExternalWorkload;
import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Node;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointJoinTest {
    private static final ServiceId WEB = new ServiceId("shop", "web");
    private static final Optional<TlsIdentity> IDENTITY =
            Optional.of(TlsIdentity.of(WorkloadIdentity.of("default", "shop", "linkerd", "cluster.local")));

    private final WorkloadReader reader = new WorkloadReader(Settings.USUAL, Settings.none());
    private final Map<WorkloadId, Workload> workloads = new HashMap<>();
    private final ServiceBuilder web = service("shop", "web").ip("10.96.0.1").port("http", 80);
    private final ZoneIndex zones = new ZoneIndex();
    private boolean serverSaysOpaque;
    private boolean ipv6;
    private boolean http2Upgrade = true;
    private boolean transportHeaders = true;

    @Test
    void meshedPodHasIdentityHintAndTransportPort() {
        given(pod("shop", "web-1").account("default").owner("StatefulSet", "web"));

        assertThat(replica(slice("shop", "web").port("http", 8080).pod("web-1", "10.42.0.1")))
                .isEqualTo(new MeshEndpoint(
                        new Endpoint(
                                at("10.42.0.1", 8080),
                                10_000,
                                IDENTITY,
                                ProtocolHint.HTTP2,
                                4143,
                                Map.of(
                                        "pod", "web-1",
                                        "statefulset", "web",
                                        "serviceaccount", "default",
                                        "control_plane_ns", "linkerd",
                                        "zone_locality", "unknown")),
                        Optional.empty(),
                        true));
    }

    @Test
    void withoutTheUpgradeAMeshedPodIsSpokenToInTheClientsProtocol() {
        http2Upgrade = false;
        given(pod("shop", "web-1").account("default"));

        Endpoint endpoint = replica(slice("shop", "web").port("http", 8080).pod("web-1", "10.42.0.1"))
                .endpoint();
        assertThat(endpoint.hint()).isEqualTo(ProtocolHint.UNKNOWN);
        assertThat(endpoint.tls()).isEqualTo(IDENTITY);
        assertThat(endpoint.transportPort()).isEqualTo(4143);
    }

    @ParameterizedTest(name = "transport headers: {0}, opaque: {1}")
    @CsvSource({"true, false, 4143", "true, true, 4143", "false, false, 0", "false, true, 4143"})
    void theSidecarsPortIsToldForOpaquePortsAndWithTransportHeadersForAll(boolean headers, boolean opaque, int told) {
        transportHeaders = headers;
        serverSaysOpaque = opaque;
        given(pod("shop", "web-1"));

        MeshEndpoint replica = replica(slice("shop", "web").port("http", 8080).pod("web-1", "10.42.0.1"));
        assertThat(replica.endpoint().transportPort()).isEqualTo(told);
        assertThat(replica.meshed()).isTrue();
    }

    @Test
    void aPodOnItsNodesNetworkIsAReplicaWithItsIdentity() {
        given(pod("shop", "web-1").account("default").host("192.168.0.1", true));

        assertThat(replica(slice("shop", "web").port("http", 8080).pod("web-1", "192.168.0.1"))
                        .endpoint())
                .extracting(Endpoint::address, Endpoint::tls)
                .containsExactly(at("192.168.0.1", 8080), IDENTITY);
    }

    @Test
    void podWithoutProxyIsSpokenToInPlaintext() {
        given(pod("shop", "web-1").unmeshed());

        assertThat(replica(slice("shop", "web").port("http", 8080).pod("web-1", "10.42.0.1")))
                .isEqualTo(MeshEndpoint.of(new Endpoint(
                        at("10.42.0.1", 8080),
                        10_000,
                        Optional.empty(),
                        ProtocolHint.UNKNOWN,
                        0,
                        Map.of("pod", "web-1", "serviceaccount", "default", "zone_locality", "unknown"))));
    }

    @Test
    void addressWithNothingBehindItIsSpokenToInPlaintext() {
        assertThat(replica(slice("shop", "web").port("http", 8080).address("192.0.2.1"))
                        .endpoint())
                .isEqualTo(new Endpoint(
                        at("192.0.2.1", 8080),
                        10_000,
                        Optional.empty(),
                        ProtocolHint.UNKNOWN,
                        0,
                        Map.of("zone_locality", "unknown")));
    }

    @Test
    void podOfAnotherControlPlaneGetsHintsButNoTrust() {
        given(pod("shop", "web-1").label("linkerd.io/control-plane-ns", "other"));

        Endpoint endpoint = replica(slice("shop", "web").port("http", 8080).pod("web-1", "10.42.0.1"))
                .endpoint();
        assertThat(endpoint.tls()).isEmpty();
        assertThat(endpoint.hint()).isEqualTo(ProtocolHint.HTTP2);
        assertThat(endpoint.labels()).containsEntry("control_plane_ns", "other");
    }

    @Test
    void portThatSkipsTheProxyIsSpokenToInPlaintext() {
        given(pod("shop", "web-1").annotation(KnownAnnotations.SKIP_INBOUND_PORTS, "8000-8100"));

        Endpoint endpoint = replica(slice("shop", "web").port("http", 8080).pod("web-1", "10.42.0.1"))
                .endpoint();
        assertThat(endpoint.tls()).isEmpty();
        assertThat(endpoint.hint()).isEqualTo(ProtocolHint.UNKNOWN);
        assertThat(endpoint.transportPort()).isZero();
    }

    @ParameterizedTest(name = "proxy''s own port {0}: transport port {1}")
    @CsvSource({"4191, 0", "4190, 0", "8080, 4143"})
    void proxysOwnPortsAreNotBehindItsInboundPort(int port, int transport) {
        given(pod("shop", "web-1"));

        assertThat(replica(slice("shop", "web").port("http", port).pod("web-1", "10.42.0.1"))
                        .endpoint()
                        .transportPort())
                .isEqualTo(transport);
    }

    @ParameterizedTest(name = "listening on {0}: transport port {1}")
    @CsvSource({"0.0.0.0:5143, 5143", "[::]:4143, 4143", "nonsense, 0", "0.0.0.0:65535, 0"})
    void transportPortIsWhereTheProxyListens(String address, int port) {
        given(pod("shop", "web-1").proxyEnv("LINKERD2_PROXY_INBOUND_LISTEN_ADDR", address));

        assertThat(replica(slice("shop", "web").port("http", 8080).pod("web-1", "10.42.0.1"))
                        .endpoint()
                        .transportPort())
                .isEqualTo(port);
    }

    @Test
    void opaquePortIsHintedAsOpaqueByAnnotationMeshAndServer() {
        given(pod("shop", "web-1").annotation(KnownAnnotations.OPAQUE_PORTS, "8080"));
        assertThat(hint(8080)).isEqualTo(ProtocolHint.OPAQUE);

        given(pod("shop", "web-1"));
        assertThat(hint(8080)).isEqualTo(ProtocolHint.HTTP2);
        assertThat(hint(3306)).isEqualTo(ProtocolHint.OPAQUE);

        serverSaysOpaque = true;
        assertThat(hint(8080)).isEqualTo(ProtocolHint.OPAQUE);
    }

    @ParameterizedTest(name = "{0} {1} with hash {2}: {3} {4}")
    @CsvSource({
        "ReplicaSet, web-5d4f, 5d4f, deployment, web",
        "ReplicaSet, web-5d4f, '', replicaset, web-5d4f",
        "ReplicaSet, web-5d4f, 77aa, replicaset, web-5d4f",
        "Deployment, web, '', deployment, web",
        "DaemonSet, agent, '', daemonset, agent",
        "Job, once, '', k8s_job, once",
    })
    void ownerIsALabelOfItsKind(String kind, String name, String hash, String label, String value) {
        PodBuilder pod = pod("shop", "web-1").owner(kind, name);
        given(hash.isEmpty() ? pod : pod.label("pod-template-hash", hash));

        Map<String, String> labels = replica(
                        slice("shop", "web").port("http", 8080).pod("web-1", "10.42.0.1"))
                .endpoint()
                .labels();
        assertThat(labels).containsEntry(label, value);
        if (!hash.isEmpty()) {
            assertThat(labels).containsEntry("pod_template_hash", hash);
        }
    }

    @Test
    void zoneOfTheEndpointIsALabel() {
        given(pod("shop", "web-1"));

        assertThat(replica(slice("shop", "web")
                                .port("http", 8080)
                                .pod("web-1", "10.42.0.1")
                                .in("eu-1", "n1"))
                        .endpoint()
                        .labels())
                .containsEntry("zone", "eu-1")
                .containsEntry("zone_locality", "unknown");
    }

    @Test
    void zoneOfTheNodeIsThatOfAnEndpointThatSaysNone() {
        zones.put(new Node(Metadata.of("", "n1"), Optional.of("eu-1")));
        given(pod("shop", "web-1").node("n1"));

        assertThat(replica(slice("shop", "web").port("http", 8080).pod("web-1", "10.42.0.1"))
                        .endpoint()
                        .labels())
                .containsEntry("zone", "eu-1");
    }

    @ParameterizedTest(name = "HTTP/2: {0}, transport headers: {1}")
    @CsvSource({"true, true", "false, false"})
    void externalWorkloadProvesItsOwnIdentityAndIsHintedAtWhateverSettingsSay(boolean upgrade, boolean headers) {
        http2Upgrade = upgrade;
        transportHeaders = headers;
        ExternalWorkload machine = (ExternalWorkload) Manifests.read("""
                        apiVersion: workload.linkerd.io/v1beta1
                        kind: ExternalWorkload
                        metadata: {name: vm, namespace: shop}
                        spec:
                          meshTLS: {identity: "spiffe://cluster.local/vm", serverName: vm.cluster.local}
                          ports: [{name: linkerd-proxy, port: 5143}]
                          workloadIPs: [{ip: 192.0.2.7}]
                        """).getFirst();
        Workload workload = reader.read(machine);
        workloads.put(workload.id(), workload);

        MeshEndpoint replica = replica(slice("shop", "web").port("http", 8080).external("vm", "192.0.2.7"));
        assertThat(replica.spiffe()).contains(new SpiffeProof("spiffe://cluster.local/vm", "vm.cluster.local"));
        assertThat(replica.endpoint())
                .isEqualTo(new Endpoint(
                        at("192.0.2.7", 8080),
                        10_000,
                        Optional.empty(),
                        ProtocolHint.HTTP2,
                        5143,
                        Map.of("external_workload", "vm", "zone_locality", "unknown")));
    }

    @Test
    void onlyReadyEndpointsCountAndNotSayingIsReady() {
        given(pod("shop", "a"), pod("shop", "b"));

        assertThat(addresses(slice("shop", "web")
                        .port("http", 8080)
                        .pod("a", "10.42.0.1")
                        .notReady("b", "10.42.0.2")
                        .address("192.0.2.1")))
                .containsExactlyInAnyOrder(at("10.42.0.1", 8080), at("192.0.2.1", 8080));
    }

    @Test
    void portIsFoundByTheNameOfTheServicesPort() {
        EndpointSlice slice = slice("shop", "web")
                .port("admin", 9000)
                .port("http", 8080)
                .address("192.0.2.1")
                .build();

        assertThat(join(80, slice).endpoints()).containsOnlyKeys(at("192.0.2.1", 8080));
    }

    @Test
    void sliceWithoutThatPortHasNoReplicas() {
        assertThat(join(
                                80,
                                slice("shop", "web")
                                        .port("other", 8080)
                                        .address("192.0.2.1")
                                        .build())
                        .endpoints())
                .isEmpty();
    }

    @Test
    void portTheServiceDoesNotDefineIsTakenAsItIs() {
        assertThat(join(
                                9999,
                                slice("shop", "web")
                                        .port("http", 8080)
                                        .address("192.0.2.1")
                                        .build())
                        .endpoints())
                .containsOnlyKeys(at("192.0.2.1", 9999));
    }

    @Test
    void slicesAddUpAndOtherAddressFamiliesAreLeftOut() {
        assertThat(addresses(
                        slice("shop", "web").named("a").port("http", 8080).address("192.0.2.1"),
                        slice("shop", "web").named("b").port("http", 8081).address("192.0.2.2"),
                        slice("shop", "web")
                                .named("c")
                                .type(AddressType.IPV6)
                                .port("http", 8080)
                                .address("2001:db8::1")))
                .containsExactlyInAnyOrder(at("192.0.2.1", 8080), at("192.0.2.2", 8081));
    }

    @Test
    void withIpv6AReplicaIsToldByThatAddressIfItHasOne() {
        given(pod("shop", "web-1"), pod("shop", "web-2"));
        ipv6 = true;

        assertThat(addresses(
                        slice("shop", "web")
                                .named("a")
                                .port("http", 8080)
                                .pod("web-1", "10.42.0.1")
                                .pod("web-2", "10.42.0.2")
                                .address("192.0.2.1"),
                        slice("shop", "web")
                                .named("b")
                                .type(AddressType.IPV6)
                                .port("http", 8080)
                                .pod("web-1", "fd00:42::1")
                                .address("2001:db8::1")))
                .containsExactlyInAnyOrder(
                        at("fd00:42::1", 8080), at("10.42.0.2", 8080), at("192.0.2.1", 8080), at("2001:db8::1", 8080));
    }

    @Test
    void instanceIsTheReplicaOfThatHostName() {
        given(pod("shop", "web-0"), pod("shop", "web-1"));
        EndpointSlice slice = slice("shop", "web")
                .port("http", 8080)
                .hostname("web-0", "web-0", "10.42.0.1")
                .hostname("web-1", "web-1", "10.42.0.2")
                .build();

        EndpointSnapshot snapshot = join(new EndpointQuestion(WEB, 80, Optional.of("web-1")), slice);
        assertThat(((EndpointSnapshot.Present) snapshot).endpoints()).containsOnlyKeys(at("10.42.0.2", 8080));
    }

    @Test
    void replicaThatIsStillTheSameIsTheSameObject() {
        given(pod("shop", "a"), pod("shop", "b"));
        EndpointSlice slice = slice("shop", "web")
                .port("http", 8080)
                .pod("a", "10.42.0.1")
                .pod("b", "10.42.0.2")
                .build();
        EndpointSnapshot.Present before = join(80, slice);
        given(pod("shop", "b").owner("Deployment", "web"));

        EndpointQuestion question = new EndpointQuestion(WEB, 80, Optional.empty());
        EndpointSnapshot.Present after =
                (EndpointSnapshot.Present) joiner().join(question, Optional.of(readWeb()), List.of(slice), before);
        assertThat(after.endpoints().get(at("10.42.0.1", 8080)))
                .isSameAs(before.endpoints().get(at("10.42.0.1", 8080)));
        assertThat(after.endpoints().get(at("10.42.0.2", 8080)))
                .isNotEqualTo(before.endpoints().get(at("10.42.0.2", 8080)));
    }

    private void given(PodBuilder... pods) {
        Arrays.stream(pods)
                .map(pod -> reader.read(pod.build()))
                .forEach(workload -> workloads.put(workload.id(), workload));
    }

    private ProtocolHint hint(int port) {
        return replica(slice("shop", "web").port("http", port).pod("web-1", "10.42.0.1"))
                .endpoint()
                .hint();
    }

    private MeshEndpoint replica(SliceBuilder slice) {
        return join(80, slice.build()).endpoints().values().iterator().next();
    }

    private Collection<InetSocketAddress> addresses(SliceBuilder... slices) {
        return join(80, Arrays.stream(slices).map(SliceBuilder::build).toArray(EndpointSlice[]::new))
                .endpoints()
                .keySet();
    }

    private EndpointSnapshot.Present join(int port, EndpointSlice... slices) {
        return (EndpointSnapshot.Present) join(new EndpointQuestion(WEB, port, Optional.empty()), slices);
    }

    private EndpointSnapshot join(EndpointQuestion question, EndpointSlice... slices) {
        return joiner().join(question, Optional.of(readWeb()), List.of(slices), null);
    }

    private EndpointJoin joiner() {
        return new EndpointJoin(
                id -> Optional.ofNullable(workloads.get(id)),
                zones,
                (workload, port) ->
                        serverSaysOpaque || workload.inbound().opaque().contains(port),
                new EndpointReader(new MeshSettings.Hops(http2Upgrade, transportHeaders)),
                ipv6);
    }

    private MeshService readWeb() {
        return new ServiceReader(Settings.USUAL, Settings.none()).read(web.build());
    }

    private static InetSocketAddress at(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }
}
