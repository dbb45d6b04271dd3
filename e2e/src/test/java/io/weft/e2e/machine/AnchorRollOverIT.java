package io.weft.e2e.machine;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A mesh gets another anchor while requests pass, in the steps that operators are told to take. */
class AnchorRollOverIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String HOST = "web.shop.svc.cluster.local";

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command server;

    @SuppressWarnings("NullAway.Init")
    private static Command client;

    @SuppressWarnings("NullAway.Init")
    private static Traffic traffic;

    private final TestAuthority next = TestAuthority.create();

    @BeforeAll
    static void sendRequests() {
        mesh = MeshOnOneMachine.start("--identity-issuance-lifetime", "1m");
        server = mesh.run(Stream.concat(
                        Stream.of("-n", "shop", "--name", "web", "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(H2Server.class, "8080").stream())
                .toArray(String[]::new));
        client = mesh.run("-n", "shop", "--name", "client", "--", "sleep", "3600");
        mesh.awaitReady(server);
        mesh.awaitReady(client);
        traffic = Traffic.start(mesh, client, HOST, 8080);
        traffic.awaitStatus("200", Duration.ofMinutes(1), () -> "there is no traffic");
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void anchorIsReplacedStepByStepWithoutARequestThatFailsOrASidecarThatStartsAgain() throws IOException {
        Path bundle = mesh.directory().resolve("identity/ca-bundle.crt");
        List<String> started = sidecarsStarted();
        assertThat(started).hasSize(2).doesNotContain("");
        long before = System.nanoTime();
        assertThat(awaitGate()).contains("In force: 1 anchors");

        Files.writeString(bundle, Pem.of(next.anchors()), StandardOpenOption.APPEND);
        awaitInForce(2);

        switchIssuer(next.issuerP256());
        awaitGate("--renewed-since", Instant.now().toString());

        Files.writeString(bundle, Pem.of(next.anchors()));
        awaitInForce(1);

        newcomerIsServed();
        traffic.assertOnly("200", before);
        assertThat(sidecarsStarted()).isEqualTo(started);
    }

    /** The key first: while the two do not match nothing is taken. Returns once leaves are of this issuer. */
    private static void switchIssuer(TestIssuer issuer) throws IOException {
        Path identity = mesh.directory().resolve("identity");
        double loads = loads();
        assertThat(loads).isPositive();
        Files.writeString(identity.resolve("issuer.key"), Pem.of(issuer.key()));
        Files.writeString(identity.resolve("issuer.crt"), Pem.of(issuer.chain()));
        Patience.until(PATIENCE, () -> loads() > loads, () -> "the new issuer is not used");
    }

    /** Issuers that identity-service has taken up to now. */
    private static double loads() {
        Command metrics = diagnostics(Stream.of("controller-metrics"));
        var _ = metrics.exitCode();
        return metrics.output()
                .lines()
                .filter(line -> line.startsWith("identity_issuer_reloads_total{result=\"loaded\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void awaitInForce(int anchors) {
        Patience.until(
                PATIENCE,
                () -> awaitGate().contains("In force: " + anchors + " anchors"),
                () -> "identity-service does not take the bundle");
    }

    /** What the gate says once it lets pass. */
    private static String awaitGate(String... options) {
        AtomicReference<String> said = new AtomicReference<>("");
        Patience.until(
                PATIENCE,
                () -> {
                    Command gate =
                            diagnostics(Stream.concat(Stream.of("anchors", "--wait", "20s"), Stream.of(options)));
                    int code = gate.exitCode();
                    said.set(gate.output());
                    return code == 0;
                },
                () -> "the gate stays shut:\n" + said.get());
        return said.get();
    }

    private static void newcomerIsServed() {
        Command newcomer = mesh.run("-n", "shop", "--name", "newcomer", "--", "sleep", "3600");
        mesh.awaitReady(newcomer);
        assertThat(mesh.get(newcomer, "http://" + HOST + ":8080/", "--http2-prior-knowledge"))
                .endsWith("200");
    }

    /** When the sidecars of both workloads were started, by their own word. */
    private static List<String> sidecarsStarted() {
        return Stream.of(server, client)
                .map(workload -> mesh.get(workload, "http://127.0.0.1:4191/metrics")
                        .lines()
                        .filter(line -> line.startsWith("process_start_time_seconds "))
                        .collect(joining()))
                .toList();
    }

    private static Command diagnostics(Stream<String> command) {
        return mesh.linkerd(Stream.of(
                        Stream.of("diagnostics"),
                        command,
                        Stream.of("--dir", mesh.directory().toString()))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }
}
