package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs goes on without the control plane, and what could not begin yet begins when it can. */
class ControlPlaneFailureIT {
    private static final Duration DOWN = Duration.ofSeconds(30);
    /** A sidecar has dropped what it knew of an idle destination, and nobody has asked again. */
    private static final Duration FORGOTTEN = Traffic.SELDOM.minusMillis(1500);

    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final String HOST = "web.shop.svc.cluster.local";
    private static final String URL = "http://" + HOST + ":8080/";

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command client;

    @SuppressWarnings("NullAway.Init")
    private static Traffic traffic;

    @SuppressWarnings("NullAway.Init")
    private static Traffic seldom;

    @BeforeAll
    static void startTheClientBeforeItsServer() {
        mesh = MeshOnOneMachine.start();
        client = mesh.run("-n", "shop", "--name", "client", "--", "sleep", "3600");
        mesh.awaitReady(client);
        traffic = Traffic.start(mesh, client, HOST, 8080);
        traffic.awaitStatus("000", Duration.ofSeconds(30), () -> "somebody answers in the server's place");
        mesh.awaitReady(server("web"));
        traffic.awaitStatus("200", Duration.ofSeconds(30), () -> "the client does not find the Service that appeared");
        Command other = mesh.run("-n", "shop", "--name", "seldom", "--", "sleep", "3600");
        mesh.awaitReady(other);
        seldom = Traffic.seldom(mesh, other, HOST, 8080);
        seldom.awaitStatus("200", Duration.ofMinutes(1), () -> "a client that asks every seven seconds is not served");
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linkerd-identity", "linkerd-destination", "linkerd-proxy-injector", "viz"})
    void serviceThatIsKilledForHalfAMinuteCostsNoRequestAndComesBackByItself(String name) {
        Service service = Service.of(mesh, name);
        seldom.awaitPause(FORGOTTEN);
        long before = System.nanoTime();

        assertThat(service.keepDown(DOWN)).as("killed processes").isGreaterThan(2);
        traffic.assertOnly("200", before);
        seldom.assertOnly("200", before);
        Patience.until(
                RECOVERY,
                service::isReady,
                () -> name + " is not back: " + mesh.up().output());
        newcomerIsServed();
        traffic.assertOnly("200", before);
    }

    @Test
    void serverThatAppearsIsFoundByAClientThatHasAskedForItBefore() {
        String url = "http://late.shop.svc.cluster.local:8080/";
        assertThat(status(url)).isEqualTo("000");

        mesh.awaitReady(server("late"));
        Patience.until(Duration.ofSeconds(15), () -> status(url).equals("200"), () -> "still " + status(url));
    }

    /** A workload that starts now gets an identity and learns where web is. */
    private static void newcomerIsServed() {
        try (Command newcomer = mesh.run("-n", "shop", "--name", "newcomer", "--", "sleep", "3600")) {
            mesh.awaitReady(newcomer);
            assertThat(mesh.get(newcomer, URL, "--http2-prior-knowledge")).endsWith("200");
        }
    }

    private static String status(String url) {
        return mesh.get(client, url, "--http2-prior-knowledge").lines().reduce("", (first, next) -> next);
    }

    private static Command server(String name) {
        return mesh.run(Stream.concat(
                        Stream.of("-n", "shop", "--name", name, "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(H2Server.class, "8080").stream())
                .toArray(String[]::new));
    }
}
