package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may reach a workload changes while it is being asked: over HTTP/2, on connections that stand and on new ones. */
@Tag(MeshOnOneMachine.SHARED)
class PolicyIT {
    private static final Duration PROMPT = Duration.ofSeconds(2);
    private static final String HOST = "my-app.my-app.svc.cluster.local";
    private static final String OK = "200";
    private static final String DENIED = "403";
    private static final List<String> FILES =
            List.of("server.yaml", "allow-mesh.yaml", "allow-app-x.yaml", "deny.yaml");

    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta1
            kind: Server
            metadata:
              name: my-app
              namespace: my-app
            spec:
              podSelector:
                matchLabels:
                  app: my-app
              port: 80
              proxyProtocol: HTTP/2
            """;
    private static final String ALLOW_MESH = """
            # AuthorizationPolicy (allow from same mesh)
            apiVersion: policy.linkerd.io/v1beta1
            kind: AuthorizationPolicy
            metadata:
              name: allow-mesh
              namespace: my-app
            spec:
              targetRef:
                group: policy.linkerd.io
                kind: Server
                name: my-app
              requiredAuthenticationRefs:
              - group: policy.linkerd.io
                kind: MeshTLSAuthentication
                name: allow-mesh
            ---
            apiVersion: policy.linkerd.io/v1beta1
            kind: MeshTLSAuthentication
            metadata:
              name: allow-mesh
              namespace: my-app
            spec:
              identityRefs:
              - group: core
                kind: ServiceAccount
                name: "*"   # any service account in the mesh
            """;
    private static final String ALLOW_APP_X = """
            apiVersion: policy.linkerd.io/v1beta1
            kind: AuthorizationPolicy
            metadata:
              name: allow-from-ns-x
              namespace: my-app
            spec:
              targetRef:
                group: policy.linkerd.io
                kind: Server
                name: my-app
              requiredAuthenticationRefs:
              - group: policy.linkerd.io
                kind: MeshTLSAuthentication
                name: allow-from-ns-x
            ---
            apiVersion: policy.linkerd.io/v1beta1
            kind: MeshTLSAuthentication
            metadata:
              name: allow-from-ns-x
              namespace: my-app
            spec:
              identityRefs:
              - group: core
                kind: ServiceAccount
                name: app-x-sa
                namespace: app-x
            """;
    private static final String DENY_ALL = """
            apiVersion: policy.linkerd.io/v1beta1
            kind: AuthorizationPolicy
            metadata:
              name: deny-all
              namespace: my-app
            spec:
              targetRef:
                group: policy.linkerd.io
                kind: Server
                name: my-app
              requiredAuthenticationRefs: []   # empty = no auth = denied
            """;

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Traffic appX;

    @SuppressWarnings("NullAway.Init")
    private static Traffic other;

    @SuppressWarnings("NullAway.Init")
    private static Traffic unmeshed;

    @BeforeAll
    static void meshAnApplication() {
        mesh = MeshOnOneMachine.shared();
        Command server = mesh.run(Stream.concat(
                        Stream.of(
                                "-n",
                                "my-app",
                                "--name",
                                "my-app",
                                "--label",
                                "app=my-app",
                                "--port",
                                "80",
                                "--service",
                                "--"),
                        MeshOnOneMachine.program(H2Server.class, "80").stream())
                .toArray(String[]::new));
        Command fromAppX = caller("app-x", "caller", "app-x-sa", "enabled");
        Command fromElsewhere = caller("elsewhere", "caller", "app-x-sa", "enabled");
        Command withoutSidecar = caller("app-x", "outsider", "app-x-sa", "disabled");
        Stream.of(server, fromAppX, fromElsewhere, withoutSidecar).forEach(mesh::awaitReady);
        appX = Traffic.start(mesh, fromAppX, HOST, 80);
        other = Traffic.start(mesh, fromElsewhere, HOST, 80);
        unmeshed = Traffic.start(mesh, withoutSidecar, HOST, 80);
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @BeforeEach
    void everyoneIsLetThrough() {
        everyoneGets(OK, Duration.ofMinutes(1));
    }

    @AfterEach
    void forget() {
        FILES.forEach(mesh::deleteManifest);
    }

    @Test
    void serverAndItsPolicyKeepTheUnmeshedOutWithinTwoSecondsAndDeletingThemLetsThemInAgain() {
        mesh.writeManifest("server.yaml", SERVER);
        everyoneGets(DENIED, PROMPT);

        mesh.writeManifest("allow-mesh.yaml", ALLOW_MESH);
        meshedGet(OK, PROMPT);
        nothingElseFor(Duration.ofSeconds(3), OK, OK, DENIED);

        mesh.deleteManifest("allow-mesh.yaml");
        mesh.deleteManifest("server.yaml");
        everyoneGets(OK, Duration.ofSeconds(10));
    }

    @Test
    void policyThatStandsBeforeItsServerNeverTurnsTheMeshedAway() {
        long before = System.nanoTime();
        mesh.writeManifest("allow-mesh.yaml", ALLOW_MESH);
        mesh.writeManifest("server.yaml", SERVER);

        unmeshed.awaitStatus(DENIED, PROMPT, () -> "the unmeshed are let through");
        appX.assertOnly(OK, before);
        other.assertOnly(OK, before);
    }

    @Test
    void onlyTheNamedServiceAccountOfTheNamedNamespaceIsLetThrough() {
        mesh.writeManifest("allow-app-x.yaml", ALLOW_APP_X);
        mesh.writeManifest("server.yaml", SERVER);

        other.awaitStatus(DENIED, PROMPT, () -> "the same account of another namespace is let through");
        unmeshed.awaitStatus(DENIED, PROMPT, () -> "the unmeshed are let through");
        nothingElseFor(Duration.ofSeconds(3), OK, DENIED, DENIED);
    }

    @Test
    void emptyListOfRequiredAuthenticationsDeniesEveryone() {
        mesh.writeManifest("deny.yaml", DENY_ALL);
        mesh.writeManifest("server.yaml", SERVER);

        everyoneGets(DENIED, PROMPT);
        nothingElseFor(Duration.ofSeconds(3), DENIED, DENIED, DENIED);
    }

    @Test
    void statTellsWhatTheServerTurnedAwayAndWhatItsPolicyLetIn() {
        enforce();

        awaitRow("my-app +(mtls|mixed) +(?!0\\.0rps)[0-9.]+rps +[0-9.]+% .*", "srv");
        awaitRow("allow-mesh +mtls +100.00% +[0-9.]+rps( +[0-9]+ms){3}", "ap/allow-mesh");
    }

    @Test
    void editorThatDeletesAndRenamesLetsNothingSlipThrough() throws IOException {
        enforce();
        long before = System.nanoTime();

        for (int i = 0; i < 10; i++) {
            for (String name : List.of("server.yaml", "allow-mesh.yaml")) {
                String text = Files.readString(mesh.manifest(name));
                Files.move(mesh.manifest(name), mesh.manifest(name + "~"));
                Files.writeString(mesh.manifest("4913.tmp"), text + "# saved " + i + "\n");
                Files.move(mesh.manifest("4913.tmp"), mesh.manifest(name));
                Files.delete(mesh.manifest(name + "~"));
                Patience.watchFor(Duration.ofMillis(200));
            }
        }
        Patience.watchFor(Duration.ofSeconds(3));

        unmeshed.assertOnly(DENIED, before);
        appX.assertOnly(OK, before);
    }

    @Test
    void brokenYamlOpensNothing() throws IOException {
        enforce();
        long before = System.nanoTime();

        Files.writeString(mesh.manifest("server.yaml"), SERVER.substring(0, SERVER.length() / 2) + "\n\t: {[");
        Patience.watchFor(Duration.ofSeconds(3));
        Files.writeString(mesh.manifest("allow-mesh.yaml"), "kind: [AuthorizationPolicy");
        Patience.watchFor(Duration.ofSeconds(3));

        unmeshed.assertOnly(DENIED, before);
        appX.assertOnly(OK, before);
        assertThat(Files.readString(mesh.manifest("server.yaml"))).contains("{[");
    }

    private static void enforce() {
        mesh.writeManifest("allow-mesh.yaml", ALLOW_MESH);
        mesh.writeManifest("server.yaml", SERVER);
        unmeshed.awaitStatus(DENIED, Duration.ofSeconds(10), () -> "the unmeshed are let through");
        meshedGet(OK, Duration.ofSeconds(10));
    }

    private static void awaitRow(String row, String resource) {
        AtomicReference<String> last = new AtomicReference<>("");
        Patience.until(
                Duration.ofSeconds(30),
                () -> {
                    Command stat =
                            mesh.linkerd("stat", "--dir", mesh.directory().toString(), "-n", "my-app", resource);
                    assertThat(stat.exitCode()).as(stat::output).isZero();
                    last.set(stat.output());
                    return stat.lines().stream()
                            .anyMatch(line -> line.text().strip().matches(row));
                },
                last::get);
    }

    private static Command caller(String namespace, String name, String account, String inject) {
        return mesh.run(
                "-n",
                namespace,
                "--name",
                name,
                "--service-account",
                account,
                "--inject",
                inject,
                "--",
                "sleep",
                "3600");
    }

    private static void everyoneGets(String status, Duration within) {
        meshedGet(status, within);
        unmeshed.awaitStatus(status, within, () -> "the unmeshed do not get " + status);
    }

    private static void meshedGet(String status, Duration within) {
        appX.awaitStatus(status, within, () -> "app-x-sa of app-x does not get " + status);
        other.awaitStatus(status, within, () -> "app-x-sa of elsewhere does not get " + status);
    }

    private static void nothingElseFor(Duration time, String toAppX, String toOther, String toUnmeshed) {
        long start = System.nanoTime();
        Patience.watchFor(time);
        appX.assertOnly(toAppX, start);
        other.assertOnly(toOther, start);
        unmeshed.assertOnly(toUnmeshed, start);
    }
}
