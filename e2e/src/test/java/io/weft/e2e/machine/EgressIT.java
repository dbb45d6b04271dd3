package io.weft.e2e.machine;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an EgressNetwork and its routes do to traffic to an address outside, from the file in the folder to the client. */
@Tag(MeshOnOneMachine.SHARED)
class EgressIT {
    private static final Duration PROMPT = Duration.ofSeconds(10);
    private static final List<String> FILES = List.of("network.yaml", "route.yaml");
    /** Nobody has that address, on this machine or elsewhere. */
    private static final String OUTSIDE = "203.0.113.1";

    private static final String DENY = """
            apiVersion: policy.linkerd.io/v1alpha1
            kind: EgressNetwork
            metadata: {namespace: shop, name: all}
            spec: {trafficPolicy: Deny}
            """;
    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/%s
            kind: %s
            metadata: {namespace: shop, name: stand-in}
            spec:
              parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: all, port: %d}]
              rules: [{backendRefs: [{name: stand-in, port: 8080}]}]
            """;

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command client;

    @BeforeAll
    static void meshAClient() {
        mesh = MeshOnOneMachine.shared();
        client = mesh.run("-n", "shop", "--name", "client", "--", "sleep", "3600");
        Command standIn = mesh.run(Stream.concat(
                        Stream.of("-n", "shop", "--name", "stand-in", "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(WebServer.class, "8080").stream())
                .toArray(String[]::new));
        Stream.of(client, standIn).forEach(mesh::awaitReady);
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @AfterEach
    void forget() {
        FILES.forEach(mesh::deleteManifest);
    }

    @Test
    void whatIsNotAllowedIsForbiddenAndARouteLetsItsPortThrough() {
        mesh.writeManifest("network.yaml", DENY);
        awaitStatus(80, "403");

        mesh.writeManifest("route.yaml", ROUTE.formatted("v1", "HTTPRoute", 80));
        awaitStatus(80, "200");
        awaitStatus(81, "403");

        mesh.deleteManifest("route.yaml");
        awaitStatus(80, "403");
    }

    @Test
    void aTcpRouteTakesTheConnectionsOfItsPort() {
        mesh.writeManifest("network.yaml", DENY);
        mesh.writeManifest("route.yaml", ROUTE.formatted("v1alpha2", "TCPRoute", 5000));

        awaitStatus(5000, "200");
    }

    private static void awaitStatus(int port, String status) {
        Patience.until(PROMPT, () -> ask(port).endsWith(status), () -> "port " + port + " answers " + ask(port));
    }

    private static String ask(int port) {
        return mesh.get(client, "http://" + OUTSIDE + ":" + port + "/", "-m", "3");
    }
}
