package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may read what the mesh shows, and that it shows whoever asks. */
@Tag(MeshOnOneMachine.SHARED)
class DashboardIT {
    private static final Duration SCRAPES = Duration.ofSeconds(15);
    private static final String DASHBOARD = "http://web.linkerd-viz.svc.cluster.local:8084/";
    private static final String READY_PATH = "http://web.watched.svc.cluster.local:8080/ready";

    private static final String SCRAPES_FOR_THE_MESH = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {namespace: watched, name: proxy-admin}
            spec:
              podSelector: {matchExpressions: [{key: linkerd.io/control-plane-ns, operator: Exists}]}
              port: linkerd-admin
              proxyProtocol: HTTP/1
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: MeshTLSAuthentication
            metadata: {namespace: watched, name: mesh}
            spec: {identities: ["*"]}
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: AuthorizationPolicy
            metadata: {namespace: watched, name: scrapes}
            spec:
              targetRef: {group: policy.linkerd.io, kind: Server, name: proxy-admin}
              requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: mesh}]
            """;

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command meshed;

    @SuppressWarnings("NullAway.Init")
    private static Command unmeshed;

    @BeforeAll
    static void start() {
        mesh = MeshOnOneMachine.shared();
        meshed = mesh.run("-n", "watched", "--name", "meshed", "--", "sleep", "3600");
        unmeshed = mesh.run("-n", "watched", "--name", "plain", "--inject", "disabled", "--", "sleep", "3600");
        mesh.awaitReady(meshed);
        mesh.awaitReady(unmeshed);
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void workloadsDoNotReadTheDashboardTheHostAndTheCommandsDo() {
        assertThat(mesh.get(meshed, DASHBOARD)).as("a meshed workload").endsWith("\n403");
        assertThat(mesh.get(unmeshed, DASHBOARD)).as("one without a sidecar").endsWith("\n403");

        assertThat(mesh.get(mesh.dashboard() + "/api/edges"))
                .as("the host")
                .startsWith("{\"ok\":")
                .endsWith("\n200");
        Command edges = mesh.linkerd("edges", "-A", "--dir", mesh.directory().toString());
        assertThat(edges.exitCode()).as(edges::output).isZero();
    }

    @Test
    void clientWithoutASidecarThatAsksForTheReadyPathIsSeen() {
        mesh.awaitReady(server("web"));
        Patience.until(
                SCRAPES, () -> mesh.get(unmeshed, READY_PATH).endsWith("\n200"), () -> mesh.get(unmeshed, READY_PATH));

        Patience.until(
                SCRAPES,
                () -> mesh.get(mesh.dashboard() + "/api/edges?namespace=watched")
                        .contains("{\"src\":{\"namespace\":\"\",\"type\":\"\",\"name\":\"unmeshed\"},"
                                + "\"dst\":{\"namespace\":\"watched\",\"type\":\"deployment\",\"name\":\"web\"}"),
                () -> "no edge of the client without a sidecar: " + mesh.get(mesh.dashboard() + "/api/edges"));
        assertThat(mesh.get(mesh.dashboard() + "/api/stat?namespace=watched&resource_name=web"))
                .contains("\"authentication\":\"none\"");
    }

    @Test
    void readyPathIsNoWayIntoAWorkloadThatAdmitsNobody() {
        mesh.awaitReady(server("closed", "--annotation", "config.linkerd.io/default-inbound-policy=deny"));
        String url = READY_PATH.replace("web", "closed");

        Patience.until(SCRAPES, () -> mesh.get(unmeshed, url).endsWith("\n403"), () -> mesh.get(unmeshed, url));
    }

    @Test
    void metricsOfAWorkloadThatAdmitsNobodyAreForVizAndWhomAPolicyNames() {
        Command shut = server("shut", "--annotation", "config.linkerd.io/default-inbound-policy=deny");
        mesh.awaitReady(shut);
        String admin = "http://" + mesh.addressOf(shut) + ":4191";

        Patience.until(
                SCRAPES,
                () -> mesh.get(unmeshed, admin + "/metrics").endsWith("\n403"),
                () -> mesh.get(unmeshed, admin + "/metrics"));
        assertThat(mesh.get(unmeshed, admin + "/ready")).endsWith("ready\n\n200");
        assertThat(mesh.get(meshed, admin + "/metrics")).endsWith("\n403");
        Patience.until(
                SCRAPES,
                () -> mesh.get(mesh.dashboard() + "/api/stat?namespace=watched&resource_name=shut")
                        .contains("\"authentication\":"),
                () -> mesh.get(mesh.dashboard() + "/api/stat?namespace=watched&resource_name=shut"));

        mesh.writeManifest("scrapes.yaml", SCRAPES_FOR_THE_MESH);
        Patience.until(
                SCRAPES,
                () -> mesh.get(meshed, admin + "/metrics").endsWith("\n200"),
                () -> mesh.get(meshed, admin + "/metrics"));
        assertThat(mesh.get(unmeshed, admin + "/metrics")).endsWith("\n403");
    }

    private static Command server(String name, String... options) {
        return mesh.run(Stream.of(
                        Stream.of("-n", "watched", "--name", name, "--port", "8080", "--service"),
                        Stream.of("--ready-path", "/ready"),
                        Stream.of(options),
                        Stream.of("--"),
                        MeshOnOneMachine.program(WebServer.class, "8080").stream())
                .flatMap(each -> each)
                .toArray(String[]::new));
    }
}
