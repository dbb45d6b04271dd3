package io.weft.destination.policy;

import static io.weft.destination.cluster.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.policy.ServerProtocol;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.PodBuilder;
import io.weft.kubernetes.resource.ExternalWorkload;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which Server has a port, and how that port is then served. */
class ServerSelectionTest {
    private final PolicyTable table = PolicyTable.usual();
    private final PodBuilder web = pod("shop", "web-1").label("app", "web").port("http", 8080);

    @Test
    void serverClaimsThePortItNamesByNumberWhetherOrNotThePodDeclaresIt() {
        table.given(server("web", "", "{matchLabels: {app: web}}", "9090", "HTTP/1"));

        assertThat(table.port(web, 9090).server()).isEqualTo(serverRef("web"));
        assertThat(table.port(web, 8080).server()).isEqualTo(ResourceRef.ofDefault("all-unauthenticated"));
    }

    @Test
    void portNameMayMeanSeveralPorts() {
        table.given(server("web", "", "{matchLabels: {app: web}}", "http", "HTTP/1"));
        web.initContainer("proxy", "http", 8081, "/");

        assertThat(table.port(web, 8080).server()).isEqualTo(serverRef("web"));
        assertThat(table.port(web, 8081).server()).isEqualTo(serverRef("web"));
    }

    @Test
    void serverOfAnotherNamespaceOrForOtherLabelsClaimsNothing() {
        table.given(server("db", "", "{matchLabels: {app: db}}", "8080", "HTTP/1"));

        assertThat(table.port(web, 8080).server().isDefault()).isTrue();
        assertThat(table.given(server("web", "", "{}", "8080", "HTTP/1"))
                        .port(pod("other", "web-1"), 8080)
                        .server()
                        .isDefault())
                .isTrue();
    }

    @Test
    void emptySelectorMeansEveryPod() {
        assertThat(table.given(server("all", "", "{}", "8080", "HTTP/1"))
                        .port(web, 8080)
                        .server())
                .isEqualTo(serverRef("all"));
    }

    @Test
    void olderServerHasThePortAndTheOverlapIsReported() {
        table.given(server("a", "2026-02-01T00:00:00Z", "{}", "8080", "HTTP/1"))
                .given(server("b", "2026-01-01T00:00:00Z", "{}", "http", "HTTP/2"));

        assertThat(table.port(web, 8080).server()).isEqualTo(serverRef("b"));
        assertThat(table.complaints)
                .singleElement()
                .asString()
                .contains("Server shop/a", "Server shop/b", "8080", "shop/web-1");
    }

    @Test
    void amongServersWithoutDatesTheNameDecidesAndDatedOnesComeFirst() {
        table.given(server("b", "", "{}", "8080", "HTTP/1")).given(server("a", "", "{}", "8080", "HTTP/1"));
        assertThat(table.port(web, 8080).server()).isEqualTo(serverRef("a"));

        table.given(server("c", "2026-01-01T00:00:00Z", "{}", "8080", "HTTP/1"));
        assertThat(table.port(web, 8080).server()).isEqualTo(serverRef("c"));
    }

    @Test
    void portGoesToTheNextServerWhenTheFirstIsDeleted() {
        var first = Manifests.read(server("a", "", "{}", "8080", "HTTP/1")).getFirst();
        table.given(first).given(server("b", "", "{}", "8080", "HTTP/1"));
        assertThat(table.port(web, 8080).server()).isEqualTo(serverRef("a"));

        assertThat(table.without(first).port(web, 8080).server()).isEqualTo(serverRef("b"));
    }

    @Test
    void everyProxyProtocolIsServedAsItSays() {
        Map<String, ServerProtocol> table = Map.of(
                "unknown", new ServerProtocol.Detect(Duration.ofSeconds(10)),
                "HTTP/1", new ServerProtocol.Http1(),
                "HTTP/2", new ServerProtocol.Http2(),
                "gRPC", new ServerProtocol.Grpc(),
                "opaque", new ServerProtocol.Opaque(),
                "TLS", new ServerProtocol.Tls());

        table.forEach((written, protocol) -> assertThat(PolicyTable.usual()
                        .given(server("web", "", "{}", "8080", written))
                        .port(web, 8080)
                        .protocol())
                .isEqualTo(protocol));
    }

    @Test
    void serverDecidesTheProtocolOfAPortThatIsOpaqueByDefault() {
        assertThat(table.given(server("db", "", "{}", "3306", "unknown"))
                        .port(web, 3306)
                        .protocol())
                .isInstanceOf(ServerProtocol.Detect.class);
    }

    @Test
    void opaqueServerTellsClientsThatThePortIsOpaque() {
        table.given(server("web", "", "{}", "8080", "opaque"));

        assertThat(table.opaque(web, 8080)).isTrue();
        assertThat(table.opaque(web, 8081)).isFalse();
    }

    @Test
    void serverForExternalWorkloadsClaimsTheirPortsAndNotThoseOfPods() {
        table.given("""
                apiVersion: policy.linkerd.io/v1beta3
                kind: Server
                metadata: {name: vm, namespace: shop}
                spec: {externalWorkloadSelector: {}, port: api, proxyProtocol: HTTP/1}
                """);
        ExternalWorkload machine = (ExternalWorkload) Manifests.read("""
                        apiVersion: workload.linkerd.io/v1beta1
                        kind: ExternalWorkload
                        metadata: {name: vm-1, namespace: shop}
                        spec:
                          meshTLS: {identity: "spiffe://cluster.local/vm", serverName: vm.cluster.local}
                          ports: [{name: api, port: 8080}]
                          workloadIPs: [{ip: 192.0.2.7}]
                        """).getFirst();

        assertThat(table.port(machine, 8080).server()).isEqualTo(serverRef("vm"));
        assertThat(table.port(web, 8080).server().isDefault()).isTrue();
    }

    private static ResourceRef serverRef(String name) {
        return ResourceRef.of("policy.linkerd.io", "server", "", name);
    }

    private static String server(String name, String created, String selector, String port, String protocol) {
        return """
        apiVersion: policy.linkerd.io/v1beta3
        kind: Server
        metadata: {name: %s, namespace: shop%s}
        spec: {podSelector: %s, port: %s, proxyProtocol: %s}
        """.formatted(
                name, created.isEmpty() ? "" : ", creationTimestamp: \"" + created + "\"", selector, port, protocol);
    }
}
