package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** There is no control plane at all for longer than sidecars keep what nobody uses; requests do not notice. */
class ControlPlaneGoneIT {
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration GONE = Duration.ofSeconds(60);
    private static final int RATE = 200;
    private static final String OUTBOUND = "config.linkerd.io/proxy-outbound-discovery-cache-unused-timeout=";
    private static final String INBOUND = "config.linkerd.io/proxy-inbound-discovery-cache-unused-timeout=";

    private static MeshOnOneMachine mesh;
    private static Command client;

    @BeforeAll
    static void begin() {
        mesh = MeshOnOneMachine.start("--trace-ratio", "0");
        List<Command> servers = Stream.of("web", "idle", "quiet")
                .map(ControlPlaneGoneIT::server)
                .toList();
        client = mesh.run(
                "-n",
                "shop",
                "--name",
                "client",
                "--annotation",
                OUTBOUND + IDLE.toSeconds() + "s",
                "--",
                "sleep",
                "3600");
        servers.forEach(mesh::awaitReady);
        mesh.awaitReady(client);
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void idleRoutesAreWokenInTheMiddleAndNoRequestFails() {
        assertThat(answers("idle", "quiet")).containsOnly("200");
        SteadyLoad load = SteadyLoad.start(mesh, client, "http://web:8080/", RATE);
        Patience.watchFor(IDLE.multipliedBy(2));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream.of("linkerd-identity", "linkerd-destination", "linkerd-proxy-injector", "viz")
                    .map(name -> Service.of(mesh, name))
                    .forEach(service -> threads.execute(() -> service.keepDown(GONE)));
            Patience.watchFor(GONE.dividedBy(2));
            assertThat(answers("idle")).as("in the middle").containsOnly("200");
            Patience.watchFor(IDLE.multipliedBy(2));
            assertThat(answers("idle", "quiet"))
                    .as("idle once more, and the other for the first time")
                    .containsOnly("200");
        }
        load.assertNoneFailed();
    }

    /** Of ten requests to each, over fresh connections. */
    private static List<String> answers(String... names) {
        return Stream.of(names)
                .flatMap(name -> IntStream.range(0, 10).mapToObj(_ -> status("http://" + name + ":8080/")))
                .toList();
    }

    private static String status(String url) {
        return mesh.get(client, url).lines().reduce("", (_, next) -> next);
    }

    private static Command server(String name) {
        return mesh.run(Stream.concat(
                        Stream.of(
                                "-n",
                                "shop",
                                "--name",
                                name,
                                "--annotation",
                                INBOUND + IDLE.toSeconds() + "s",
                                "--port",
                                "8080",
                                "--service",
                                "--"),
                        MeshOnOneMachine.program(LeavingServer.class, "8080", name).stream())
                .toArray(String[]::new));
    }
}
