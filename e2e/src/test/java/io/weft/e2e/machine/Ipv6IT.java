package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workloads that speak IPv6 with each other: captured, proven and judged as over IPv4. */
@Tag(MeshOnOneMachine.SHARED)
class Ipv6IT {
    private static final Duration PROMPT = Duration.ofSeconds(10);

    private static final String MESH_ONLY = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {namespace: shop, name: server}
            spec:
              podSelector: {matchLabels: {app: server}}
              port: 8080
              proxyProtocol: HTTP/1
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: AuthorizationPolicy
            metadata: {namespace: shop, name: mesh}
            spec:
              targetRef: {group: policy.linkerd.io, kind: Server, name: server}
              requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: mesh}]
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: MeshTLSAuthentication
            metadata: {namespace: shop, name: mesh}
            spec: {identities: ["*"]}
            """;

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command client;

    /** Without a sidecar. */
    @SuppressWarnings("NullAway.Init")
    private static Command outsider;

    @SuppressWarnings("NullAway.Init")
    private static Command server;

    @BeforeAll
    static void run() {
        assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "needs IPv6");
        mesh = MeshOnOneMachine.shared();
        client = mesh.run("-n", "shop", "--name", "client", "--", "sleep", "3600");
        outsider = mesh.run("-n", "shop", "--name", "outsider", "--inject", "disabled", "--", "sleep", "3600");
        server = mesh.run(Stream.concat(
                        Stream.of("-n", "shop", "--name", "server", "--port", "8080", "--"),
                        MeshOnOneMachine.program(WebServer.class, "8080").stream())
                .toArray(String[]::new));
        Stream.of(client, outsider, server).forEach(mesh::awaitReady);
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void aRequestFromSidecarToSidecarIsMutualTls() {
        String target = "target_addr=\"[" + mesh.ipv6Of(server) + "]:8080\"";

        assertThat(ask(client)).endsWith("200");

        assertThat(mesh.counted(client, "request_total{direction=\"outbound\"", target, "tls=\"true\""))
                .isPositive();
        assertThat(mesh.counted(
                        server,
                        "request_total{direction=\"inbound\"",
                        target,
                        "client_id=\"client.shop.serviceaccount.identity.linkerd.cluster.local\""))
                .isPositive();
    }

    @Test
    void aClientWithoutASidecarArrivesAtTheSidecarToo() {
        double before = mesh.counted(server, "tcp_open_total{direction=\"inbound\",peer=\"src\"", "no_tls_from_remote");
        assertThat(ask(outsider)).endsWith("200");

        assertThat(mesh.counted(server, "tcp_open_total{direction=\"inbound\",peer=\"src\"", "no_tls_from_remote"))
                .isEqualTo(before + 1);
    }

    @Test
    void aPolicyLetsInWhoIsOfTheMeshAndNobodyElse() {
        mesh.writeManifest("policy.yaml", MESH_ONLY);
        try {
            Patience.until(PROMPT, () -> ask(outsider).endsWith("403"), () -> "the policy is not followed");
            assertThat(ask(client)).endsWith("200");
        } finally {
            mesh.deleteManifest("policy.yaml");
            Patience.until(PROMPT, () -> ask(outsider).endsWith("200"), () -> "the policy is followed on");
        }
    }

    private static String ask(Command from) {
        return mesh.get(from, "http://[" + mesh.ipv6Of(server) + "]:8080/");
    }
}
