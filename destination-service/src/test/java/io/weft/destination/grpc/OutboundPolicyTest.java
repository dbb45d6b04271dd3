package io.weft.destination.grpc;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.cluster.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import io.grpc.Status;
import io.weft.api.net.TcpAddress;
import io.weft.api.outbound.Backend;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.api.outbound.TrafficSpec;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.cluster.Settings;
import io.weft.kubernetes.resource.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policy API says of traffic. */
class OutboundPolicyTest {
    private static final String TOKEN = "{\"ns\":\"shop\",\"pod\":\"web-1\"}\n";
    private static final ServiceId WEB = new ServiceId("shop", "web");
    private final Service web = service("shop", "web").ip("10.96.0.1").port(80).build();

    @Test
    void portOfAServiceIsDetectedAndBalanced() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            OutboundPolicy policy = watch(mesh, "10.96.0.1", 80).next();
            OutboundRules.check(policy);
            assertThat(policy.getMetadata()).isEqualTo(MetaTranslator.ofService(WEB, 80));
            ProxyProtocol.Detect detect = policy.getProtocol().getDetect();
            assertThat(detect.getTimeout()).isEqualTo(seconds(10));
            assertThat(detect.getHttp1().getRoutes(0).getMetadata().getDefault())
                    .isEqualTo("http");
            assertThat(detect.getHttp1()
                            .getRoutes(0)
                            .getRules(0)
                            .getMatches(0)
                            .getPath()
                            .getPrefix())
                    .isEqualTo("/");
            assertThat(detect.getOpaque().getRoutes(0).getMetadata().getDefault())
                    .isEqualTo("opaq");
            Backend backend = detect.getHttp2()
                    .getRoutes(0)
                    .getRules(0)
                    .getBackends()
                    .getFirstAvailable()
                    .getBackends(0)
                    .getBackend();
            assertThat(backend.getMetadata()).isEqualTo(MetaTranslator.ofService(WEB, 80));
            assertThat(backend.getBalancer().getDiscovery().getDst().getPath())
                    .isEqualTo("web.shop.svc.cluster.local:80");
            assertThat(backend.getBalancer().getPeakEwma().getDefaultRtt())
                    .isEqualTo(Duration.newBuilder().setNanos(30_000_000).build());
            assertThat(backend.getBalancer().getPeakEwma().getDecay()).isEqualTo(seconds(10));
            assertThat(backend.getQueue().getCapacity()).isEqualTo(100);
            assertThat(backend.getQueue().getFailfastTimeout()).isEqualTo(seconds(3));
        }
    }

    @ParameterizedTest(name = "appProtocol {0} on port {1}: {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, 80, DETECT",
                "none, 3306, OPAQUE",
                "http, 80, HTTP1",
                "HTTP, 80, HTTP1",
                "http, 3306, HTTP1",
                "kubernetes.io/h2c, 80, HTTP2",
                "linkerd.io/opaque, 80, OPAQUE",
                "linkerd.io/tcp, 80, OPAQUE",
                "mysql, 80, OPAQUE",
            })
    void protocolFollowsThePort(String appProtocol, int port, String protocol) throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "web")
                .ip("10.96.0.1")
                .port("p", port, Optional.ofNullable(appProtocol))
                .build())) {
            OutboundPolicy policy = watch(mesh, "10.96.0.1", port).next();
            OutboundRules.check(policy);
            assertThat(policy.getProtocol().getKindCase()).hasToString(protocol);
        }
    }

    @Test
    void opaqueAnnotationOfTheServiceReplacesTheListOfTheMesh() throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "web")
                .ip("10.96.0.1")
                .port("a", 80)
                .port("b", 3306)
                .annotation("config.linkerd.io/opaque-ports", "80")
                .build())) {
            assertThat(watch(mesh, "10.96.0.1", 80).next().getProtocol().hasOpaque())
                    .isTrue();
            assertThat(watch(mesh, "10.96.0.1", 3306).next().getProtocol().hasDetect())
                    .isTrue();
        }
    }

    @Test
    void portTheServiceDoesNotDefineIsForbidden() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            OutboundPolicy policy = watch(mesh, "10.96.0.1", 81).next();
            OutboundRules.check(policy);
            assertThat(policy.getMetadata()).isEqualTo(MetaTranslator.ofService(WEB, 81));
            OpaqueRoute route = policy.getProtocol().getOpaque().getRoutes(0);
            assertThat(route.getMetadata().getDefault()).isEqualTo("undefined-port");
            assertThat(route.getRules(0).getFilters(0).hasForbidden()).isTrue();
            assertThat(route.getRules(0).getBackends().hasEmpty()).isTrue();
        }
    }

    @Test
    void addressOutsideTheClusterIsForwarded() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            OutboundPolicy policy = watch(mesh, "203.0.113.1", 443).next();
            OutboundRules.check(policy);
            assertThat(policy.getMetadata().getDefault()).isEqualTo("egress-fallback");
            ProxyProtocol.Detect detect = policy.getProtocol().getDetect();
            assertThat(detect.getTimeout()).isEqualTo(seconds(10));
            assertThat(detect.getOpaque()
                            .getRoutes(0)
                            .getRules(0)
                            .getBackends()
                            .getFirstAvailable()
                            .getBackends(0)
                            .getBackend()
                            .getForward()
                            .getAddr())
                    .isEqualTo(address("203.0.113.1", 443));
        }
    }

    @Test
    void addressOfThePodsNetworkIsNotFound() throws Exception {
        try (TestMesh mesh = TestMesh.of(pod("shop", "web-1").ip("10.42.0.1").build())) {
            assertThat(watch(mesh, "10.42.0.1", 80).end().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            assertThat(watch(mesh, "10.99.0.1", 80).end().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            assertThatThrownBy(() ->
                            OutboundPoliciesGrpc.newBlockingStub(mesh.channel).get(spec(TOKEN, "10.42.0.1", 80)))
                    .hasMessageStartingWith("NOT_FOUND");
        }
    }

    @Test
    void oneAnswerIsTheSameAsTheFirstOfAWatch() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            assertThat(OutboundPoliciesGrpc.newBlockingStub(mesh.channel).get(spec(TOKEN, "10.96.0.1", 80)))
                    .isEqualTo(watch(mesh, "10.96.0.1", 80).next());
        }
    }

    @Test
    void watchFollowsTheServiceAndItsPorts() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            var reader = watch(mesh, "203.0.113.1", 80); // a service may be given any address
            assertThat(reader.next().getMetadata().getDefault()).isEqualTo("egress-fallback");

            mesh.apply(service("shop", "web").ip("203.0.113.1").port(80).build());
            assertThat(reader.next().getMetadata()).isEqualTo(MetaTranslator.ofService(WEB, 80));
            mesh.apply(service("shop", "web").ip("203.0.113.1").port(90).build());
            assertThat(reader.next()
                            .getProtocol()
                            .getOpaque()
                            .getRoutes(0)
                            .getMetadata()
                            .getDefault())
                    .isEqualTo("undefined-port");
            mesh.delete(service("shop", "web").build());
            assertThat(reader.next().getMetadata().getDefault()).isEqualTo("egress-fallback");
        }
    }

    @Test
    void watchOfAServiceThatGoesEnds() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            var reader = watch(mesh, "10.96.0.1", 80);
            reader.next();

            mesh.delete(web);
            assertThat(reader.end().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        }
    }

    @Test
    void ofTwoServicesWithOneAddressTheFirstByNameAnswers() throws Exception {
        try (TestMesh mesh =
                TestMesh.of(web, service("shop", "aaa").ip("10.96.0.1").port(80).build())) {
            assertThat(watch(mesh, "10.96.0.1", 80).next().getMetadata())
                    .isEqualTo(MetaTranslator.ofService(new ServiceId("shop", "aaa"), 80));
        }
    }

    @Test
    void changeOfAnotherServiceWakesNobody() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            var reader = watch(mesh, "10.96.0.1", 80);
            reader.next();

            mesh.apply(service("shop", "other").ip("10.96.0.2").port(80).build());
            reader.staysQuiet();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web.shop.svc.cluster.local:80",
                "web.shop.svc.cluster.local",
                "web.shop.svc.cluster.local.:80",
                "web.shop.svc:80"
            })
    void serviceMayBeNamed(String authority) throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            assertThat(watch(mesh, authority).next())
                    .isEqualTo(watch(mesh, "10.96.0.1", 80).next());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com:80",
                "gone.shop.svc.cluster.local:80",
                "10.96.0.1:80",
                "a.web.shop.svc.cluster.local:80"
            })
    void nameOfNoServiceIsNotFound(String authority) throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            assertThat(watch(mesh, authority).end().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        }
    }

    @Test
    void targetThatMeansNothingIsRefused() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            TrafficSpec none = TrafficSpec.newBuilder().setSourceWorkload(TOKEN).build();
            TrafficSpec noIp = none.toBuilder()
                    .setAddr(TcpAddress.newBuilder().setPort(80))
                    .build();
            TrafficSpec noPort = none.toBuilder()
                    .setAddr(address("10.96.0.1", 80).toBuilder().setPort(0))
                    .build();
            TrafficSpec bigPort = none.toBuilder()
                    .setAddr(address("10.96.0.1", 80).toBuilder().setPort(65_536))
                    .build();
            TrafficSpec badName = none.toBuilder().setAuthority("a b").build();
            for (TrafficSpec spec :
                    new TrafficSpec[] {none, noIp, noPort, bigPort, badName, spec("web", "10.96.0.1", 80)}) {
                assertThat(watch(mesh, spec).end().getCode()).as("%s", spec).isEqualTo(Status.Code.INVALID_ARGUMENT);
            }
        }
    }

    @Test
    void nothingIsAnsweredBeforeTheFeedHasToldEverything() throws Exception {
        try (TestMesh mesh = new TestMesh(Settings.USUAL)) {
            assertThat(watch(mesh, "10.96.0.1", 80).end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    private static Reader<TrafficSpec, OutboundPolicy> watch(TestMesh mesh, String ip, int port) {
        return watch(mesh, spec(TOKEN, ip, port));
    }

    private static Reader<TrafficSpec, OutboundPolicy> watch(TestMesh mesh, String authority) {
        return watch(
                mesh,
                TrafficSpec.newBuilder()
                        .setSourceWorkload(TOKEN)
                        .setAuthority(authority)
                        .build());
    }

    private static Reader<TrafficSpec, OutboundPolicy> watch(TestMesh mesh, TrafficSpec spec) {
        return Reader.of(OutboundPoliciesGrpc.newStub(mesh.channel)::watch, spec);
    }

    private static TrafficSpec spec(String token, String ip, int port) {
        return TrafficSpec.newBuilder()
                .setSourceWorkload(token)
                .setAddr(address(ip, port))
                .build();
    }

    private static TcpAddress address(String ip, int port) {
        return NetTranslator.toMessage(new InetSocketAddress(InetAddress.ofLiteral(ip), port));
    }

    private static Duration seconds(int seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }
}
