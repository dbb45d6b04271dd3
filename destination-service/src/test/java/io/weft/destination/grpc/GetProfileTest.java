package io.weft.destination.grpc;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.cluster.ServiceBuilder.service;
import static io.weft.destination.cluster.SliceBuilder.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.Duration;
import io.grpc.Status;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.Http2ClientParams;
import io.weft.api.destination.HttpStatusRange;
import io.weft.api.destination.PathMatch;
import io.weft.api.destination.RequestMatch;
import io.weft.api.destination.ResponseClass;
import io.weft.api.destination.ResponseMatch;
import io.weft.api.destination.RetryBudget;
import io.weft.api.destination.Route;
import io.weft.api.destination.WeightedDst;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.cluster.Settings;
import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Node;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of profiles. */
class GetProfileTest {
    private static final RetryBudget BUDGET = RetryBudget.newBuilder()
            .setRetryRatio(0.2f)
            .setMinRetriesPerSecond(10)
            .setTtl(Duration.newBuilder().setSeconds(10))
            .build();
    private final Service web =
            service("shop", "web").ip("10.96.0.1").ip("fd96::1").port(80).build();
    private final Pod pod =
            pod("shop", "web-1").ip("10.42.0.1").owner("Deployment", "web").build();

    @ParameterizedTest
    @ValueSource(
            strings = {"10.96.0.1:80", "[fd96::1]:80", "web.shop.svc.cluster.local:80", "web.shop.svc.cluster.local"})
    void serviceIsNamedInFull(String path) throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            assertThat(profile(mesh, path).next())
                    .isEqualTo(DestinationProfile.newBuilder()
                            .setFullyQualifiedName("web.shop.svc.cluster.local")
                            .setRetryBudget(BUDGET)
                            .setParentRef(MetaTranslator.ofService(new ServiceId("shop", "web"), 80))
                            .build());
        }
    }

    @Test
    void opaquePortsOfAServiceComeFromItsAnnotationElseFromTheMesh() throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "db")
                .ip("10.96.0.2")
                .port("sql", 3306)
                .port("x", 90)
                .build())) {
            assertThat(profile(mesh, "10.96.0.2:3306").next().getOpaqueProtocol())
                    .isTrue();
            var reader = profile(mesh, "10.96.0.2:90");
            assertThat(reader.next().getOpaqueProtocol()).isFalse();

            mesh.apply(service("shop", "db")
                    .ip("10.96.0.2")
                    .port("sql", 3306)
                    .port("x", 90)
                    .annotation(KnownAnnotations.OPAQUE_PORTS, "x,91-95")
                    .build());
            assertThat(reader.next().getOpaqueProtocol()).isTrue();
            assertThat(profile(mesh, "10.96.0.2:3306").next().getOpaqueProtocol())
                    .isFalse();
        }
    }

    @Test
    void theClientsServiceProfileGoesBeforeTheServicesWhichGoesBeforeNone() throws Exception {
        String host = "web.shop.svc.cluster.local";
        try (TestMesh mesh = TestMesh.of(web)) {
            var reader = profileFor(mesh, asked("10.96.0.1:80", "{\"ns\":\"till\"}"));
            assertThat(reader.next().getRoutesList()).isEmpty();

            mesh.apply(serviceProfile("shop", host, "of the service"));
            DestinationProfile ofTheService = reader.next();
            assertThat(ofTheService.getRoutes(0).getMetricsLabelsMap())
                    .containsExactly(entry("route", "of the service"));
            assertThat(ofTheService.getProfileRef().getResource().getNamespace())
                    .isEqualTo("shop");
            assertThat(ofTheService.getFullyQualifiedName()).isEqualTo(host);

            mesh.apply(serviceProfile("till", host, "of the client"));
            assertThat(reader.next().getRoutes(0).getMetricsLabelsMap()).containsEntry("route", "of the client");

            mesh.index.delete(new ResourceId(ResourceKind.SERVICE_PROFILE, "till", host));
            assertThat(reader.next()).isEqualTo(ofTheService);
        }
    }

    @Test
    void aHostOutsideTheMeshHasTheProfileOfTheClientsNamespace() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            mesh.apply(serviceProfile("shop", "external-api.example.com", "GET /api/data"));
            DestinationProfile profile = profileFor(mesh, asked("External-API.example.com:80", "ns:shop"))
                    .next();
            assertThat(profile.getFullyQualifiedName()).isEqualTo("external-api.example.com");
            assertThat(profile.getRoutesCount()).isEqualTo(1);
            assertThat(profileFor(mesh, asked("external-api.example.com:80", "ns:till"))
                            .next()
                            .getRoutesCount())
                    .isZero();
        }
    }

    @Test
    void aServiceProfileIsSaidInFull() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            mesh.apply("""
                    apiVersion: linkerd.io/v1alpha2
                    kind: ServiceProfile
                    metadata: {name: web.shop.svc.cluster.local, namespace: shop}
                    spec:
                      routes:
                      - name: GET /users
                        condition: {method: GET, pathRegex: /users/.*}
                        timeout: 1500ms
                        isRetryable: true
                        responseClasses: [{condition: {not: {status: {min: 200, max: 299}}}, isFailure: true}]
                        retryBudget: {retryRatio: 0.5, minRetriesPerSecond: 3, maxRetriesPerSecond: 100, ttl: 20s}
                      dstOverrides: [{authority: web-2.shop.svc.cluster.local, weight: 500m}]
                    """);
            RetryBudget own = RetryBudget.newBuilder()
                    .setRetryRatio(0.5f)
                    .setMinRetriesPerSecond(3)
                    .setMaxRetriesPerSecond(100)
                    .setTtl(Duration.newBuilder().setSeconds(20))
                    .build();
            DestinationProfile profile = profile(mesh, "10.96.0.1:80").next();

            assertThat(profile.getRoutesList())
                    .containsExactly(Route.newBuilder()
                            .setCondition(RequestMatch.newBuilder()
                                    .setAll(RequestMatch.Seq.newBuilder()
                                            .addMatches(RequestMatch.newBuilder()
                                                    .setPath(PathMatch.newBuilder()
                                                            .setRegex("/users/.*")))
                                            .addMatches(
                                                    RequestMatch.newBuilder().setMethod(Methods.toMessage("GET")))))
                            .setTimeout(Duration.newBuilder().setSeconds(1).setNanos(500_000_000))
                            .setIsRetryable(true)
                            .addResponseClasses(ResponseClass.newBuilder()
                                    .setCondition(ResponseMatch.newBuilder()
                                            .setNot(ResponseMatch.newBuilder()
                                                    .setStatus(HttpStatusRange.newBuilder()
                                                            .setMin(200)
                                                            .setMax(299))))
                                    .setIsFailure(true))
                            .setRetryBudget(own)
                            .putMetricsLabels("route", "GET /users")
                            .build());
            assertThat(profile.getRetryBudget())
                    .as("for proxies without budgets of routes")
                    .isEqualTo(own);
            assertThat(profile.getDstOverridesList())
                    .containsExactly(WeightedDst.newBuilder()
                            .setAuthority("web-2.shop.svc.cluster.local:80")
                            .setWeight(5_000)
                            .build());
        }
    }

    private static String serviceProfile(String namespace, String host, String route) {
        return """
                apiVersion: linkerd.io/v1alpha2
                kind: ServiceProfile
                metadata: {name: %s, namespace: %s}
                spec: {routes: [{name: %s}]}
                """.formatted(host, namespace, route);
    }

    private static GetDestination asked(String path, String token) {
        return GetDestination.newBuilder().setPath(path).setContextToken(token).build();
    }

    @Test
    void undefinedPortGetsOneEmptyProfileThenSilence() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            var reader = profile(mesh, "10.96.0.1:81");
            assertThat(reader.next()).isEqualTo(DestinationProfile.getDefaultInstance());
            reader.staysQuiet();
        }
    }

    @Test
    void addressThatSeveralServicesClaimIsRefused() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                web, service("shop", "twin").ip("10.96.0.1").port(80).build())) {
            Status end = profile(mesh, "10.96.0.1:80").end();
            assertThat(end.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(end.getDescription()).contains("shop/web", "shop/twin");
        }
    }

    @Test
    void addressOfAPodIsThatEndpoint() throws Exception {
        try (TestMesh mesh = TestMesh.of(pod)) {
            DestinationProfile profile = profile(mesh, "10.42.0.1:8080").next();
            assertThat(profile.getFullyQualifiedName()).isEmpty();
            assertThat(profile.getRetryBudget()).isEqualTo(BUDGET);
            assertThat(profile.getOpaqueProtocol()).isFalse();
            assertThat(profile.getEndpoint().getAddr()).isEqualTo(address("10.42.0.1", 8080));
            assertThat(profile.getEndpoint().getMetricLabelsMap())
                    .containsEntry("namespace", "shop")
                    .containsEntry("pod", "web-1")
                    .containsEntry("deployment", "web")
                    .doesNotContainKey("zone_locality");
            assertThat(profile.getEndpoint()
                            .getTlsIdentity()
                            .getDnsLikeIdentity()
                            .getName())
                    .isEqualTo("default.shop.serviceaccount.identity.linkerd.cluster.local");
        }
    }

    @Test
    void theZoneOfAPodIsThatOfItsNodeAndFollowsIt() throws Exception {
        try (TestMesh mesh =
                TestMesh.of(pod("shop", "web-1").ip("10.42.0.1").node("n1").build())) {
            var reader = profile(mesh, "10.42.0.1:8080");
            assertThat(reader.next().getEndpoint().getMetricLabelsMap()).doesNotContainKey("zone");

            mesh.apply(new Node(Metadata.of("", "n1"), Optional.of("west")));
            assertThat(reader.next().getEndpoint().getMetricLabelsMap())
                    .containsEntry("zone", "west")
                    .doesNotContainKey("zone_locality");
        }
    }

    @Test
    void http2ConnectionsToAPodWithASidecarAreSetAsSettingsSay() throws Exception {
        Http2ClientParams patient = Http2ParamsReader.parse("""
                {"keep_alive": {"interval": {"seconds": 60}}, "flow_control": {"adaptive_flow_control": true}}""");
        try (TestMesh mesh = new TestMesh(Settings.USUAL, new ApiSettings("cluster.local", patient, false))) {
            mesh.index.reset(
                    List.of(pod, pod("shop", "bare").ip("10.42.0.2").unmeshed().build()));

            assertThat(profile(mesh, "10.42.0.1:8080").next().getEndpoint().getHttp2())
                    .isEqualTo(patient);
            assertThat(profile(mesh, "10.42.0.2:8080").next().getEndpoint().hasHttp2())
                    .isFalse();
        }
    }

    @Test
    void opaquePortOfAPodComesFromItsAnnotationTheMeshOrItsServer() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                pod,
                pod("shop", "db-1")
                        .ip("10.42.0.2")
                        .annotation(KnownAnnotations.OPAQUE_PORTS, "90")
                        .build())) {
            assertThat(profile(mesh, "10.42.0.2:90").next().getOpaqueProtocol()).isTrue();
            assertThat(profile(mesh, "10.42.0.1:3306").next().getOpaqueProtocol())
                    .isTrue();
            var reader = profile(mesh, "10.42.0.1:8080");
            assertThat(reader.next().getOpaqueProtocol()).isFalse();

            mesh.apply("""
                    apiVersion: policy.linkerd.io/v1beta3
                    kind: Server
                    metadata: {name: raw, namespace: shop}
                    spec: {podSelector: {}, port: 8080, proxyProtocol: opaque}
                    """);
            DestinationProfile opaque = reader.next();
            assertThat(opaque.getOpaqueProtocol()).isTrue();
            assertThat(opaque.getEndpoint().getProtocolHint().hasOpaque()).isTrue();
        }
    }

    @Test
    void unknownAddressIsABareEndpointUntilAPodHasIt() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            var reader = profile(mesh, "10.42.0.1:8080");
            DestinationProfile bare = reader.next();
            assertThat(bare.getEndpoint().getWeight()).isEqualTo(10_000);
            assertThat(bare.getEndpoint().hasTlsIdentity()).isFalse();
            assertThat(bare.getEndpoint().hasProtocolHint()).isFalse();
            assertThat(bare.getRetryBudget()).isEqualTo(BUDGET);

            mesh.apply(pod);
            assertThat(reader.next().getEndpoint().hasTlsIdentity()).isTrue();
            mesh.delete(pod);
            assertThat(reader.next()).isEqualTo(bare);
        }
    }

    @Test
    void unknownAddressIsOpaqueOnThePortsOfTheMesh() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            assertThat(profile(mesh, "203.0.113.1:3306").next().getOpaqueProtocol())
                    .isTrue();
        }
    }

    @Test
    void podThatDoesNotRunIsNotAskedForByAddress() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                pod("shop", "done").ip("10.42.0.1").phase(Pod.Phase.SUCCEEDED).build(),
                pod("shop", "late").ip("10.42.0.2").ready(false).build())) {
            assertThat(profile(mesh, "10.42.0.1:80").next().getEndpoint().getMetricLabelsMap())
                    .isEmpty();
            assertThat(profile(mesh, "10.42.0.2:80").next().getEndpoint().getMetricLabelsMap())
                    .containsEntry("pod", "late");
        }
    }

    @Test
    void podOnTheNodesNetworkIsFoundByAPortItDeclaresAndNoOther() throws Exception {
        try (TestMesh mesh = TestMesh.of(pod("shop", "agent")
                .ip("10.1.0.1")
                .host("10.1.0.1", true)
                .hostPort(9000, 9000)
                .build())) {
            assertThat(profile(mesh, "10.1.0.1:9000").next().getEndpoint().getMetricLabelsMap())
                    .containsEntry("pod", "agent");
            assertThat(profile(mesh, "10.1.0.1:9001").next().getEndpoint().getMetricLabelsMap())
                    .isEmpty();
        }
    }

    @Test
    void portOfANodeLeadsToThePodBehindIt() throws Exception {
        try (TestMesh mesh = TestMesh.of(pod("shop", "web-1")
                .ip("10.42.0.1")
                .host("10.1.0.1", false)
                .hostPort(8080, 30_080)
                .build())) {
            assertThat(profile(mesh, "10.1.0.1:30080").next().getEndpoint().getAddr())
                    .isEqualTo(address("10.42.0.1", 8080));
        }
    }

    @Test
    void instanceOfAServiceIsItsPod() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                web,
                pod,
                slice("shop", "web")
                        .port(80)
                        .hostname("web-0", "web-1", "10.42.0.1")
                        .build())) {
            DestinationProfile profile =
                    profile(mesh, "web-0.web.shop.svc.cluster.local:8080").next();
            assertThat(profile.getEndpoint().getAddr()).isEqualTo(address("10.42.0.1", 8080));
            assertThat(profile.getEndpoint().getMetricLabelsMap()).containsEntry("pod", "web-1");
            assertThat(profile(mesh, "web-9.web.shop.svc.cluster.local:80")
                            .end()
                            .getCode())
                    .isEqualTo(Status.Code.NOT_FOUND);
        }
    }

    @Test
    void externalWorkloadIsAnEndpointWithItsOwnIdentity() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            mesh.apply("""
                    apiVersion: workload.linkerd.io/v1beta1
                    kind: ExternalWorkload
                    metadata: {name: vm, namespace: shop}
                    spec:
                      meshTLS: {identity: "spiffe://cluster.local/vm", serverName: vm.cluster.local}
                      workloadIPs: [{ip: 192.0.2.7}]
                    """);
            var endpoint = profile(mesh, "192.0.2.7:80").next().getEndpoint();
            assertThat(endpoint.getTlsIdentity().getUriLikeIdentity().getUri()).isEqualTo("spiffe://cluster.local/vm");
            assertThat(endpoint.getTlsIdentity().getServerName().getName()).isEqualTo("vm.cluster.local");
            assertThat(endpoint.getProtocolHint().hasH2()).isTrue();
            assertThat(endpoint.getProtocolHint().getOpaqueTransport().getInboundPort())
                    .isEqualTo(4143);
            assertThat(endpoint.getMetricLabelsMap()).containsEntry("external_workload", "vm");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com:443", "gone.shop.svc.cluster.local:443"})
    void nameOfNoServiceHasTheDefaultProfile(String path) throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            assertThat(profile(mesh, path).next())
                    .isEqualTo(DestinationProfile.newBuilder()
                            .setRetryBudget(BUDGET)
                            .build());
        }
    }

    @Test
    void serviceThatAppearsLaterTakesItsName() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            var byName = profile(mesh, "web.shop.svc.cluster.local:80");
            var byAddress = profile(mesh, "10.96.0.1:80");
            assertThat(byName.next().getFullyQualifiedName()).isEmpty();
            assertThat(byAddress.next().hasEndpoint()).isTrue();

            mesh.apply(web);
            assertThat(byName.next().getFullyQualifiedName()).isEqualTo("web.shop.svc.cluster.local");
            assertThat(byAddress.next().getFullyQualifiedName()).isEqualTo("web.shop.svc.cluster.local");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1:0", "10.0.0.1:70000", "web:http", "a b:80"})
    void anythingElseIsRefused(String path) throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            assertThat(profile(mesh, path).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void nothingIsAnsweredBeforeTheFeedHasToldEverything() throws Exception {
        try (TestMesh mesh = new TestMesh(Settings.USUAL)) {
            assertThat(profile(mesh, "10.0.0.1:80").end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    private static Reader<GetDestination, DestinationProfile> profile(TestMesh mesh, String path) {
        return profileFor(mesh, asked(path, ""));
    }

    private static Reader<GetDestination, DestinationProfile> profileFor(TestMesh mesh, GetDestination asked) {
        return Reader.of(DestinationGrpc.newStub(mesh.channel)::getProfile, asked);
    }

    private static io.weft.api.net.TcpAddress address(String ip, int port) {
        return NetTranslator.toMessage(new InetSocketAddress(InetAddress.ofLiteral(ip), port));
    }
}
