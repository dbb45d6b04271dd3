package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** destination-service is started again under traffic. */
class DestinationRestartIT {
    private static final Duration DOWN = Duration.ofSeconds(10);
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final Duration SPREAD = Duration.ofMinutes(2);
    private static final Set<String> THREE = Set.of("one", "two", "three");

    private static MeshOnOneMachine mesh;
    private static Command caller;
    private static Command first;

    @BeforeAll
    static void begin() {
        mesh = MeshOnOneMachine.start("--trace-ratio", "0");
        List<Command> servers = Stream.of("one", "two", "three")
                .map(DestinationRestartIT::server)
                .toList();
        first = servers.getFirst();
        Command client = mesh.run("-n", "shop", "--name", "client", "--", "sleep", "3600");
        servers.forEach(mesh::awaitReady);
        mesh.awaitReady(client);
        caller = mesh.inside(
                client, "sh", "-c", "while :; do curl -s -m 10 http://web:8080/ || echo failed; sleep 0.05; done");
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void noEndpointIsLostAndStreamsResume() {
        awaitAnswerOf(THREE, System.nanoTime());
        Service destination = Service.of(mesh, "linkerd-destination");
        long down = System.nanoTime();
        assertThat(destination.keepDown(DOWN)).as("killed processes").isPositive();
        awaitAnswerOf(THREE, down + DOWN.toNanos() / 2);
        long back = System.nanoTime();
        Patience.until(RECOVERY, destination::isReady, () -> mesh.up().output());
        awaitAnswerOf(THREE, back);
        assertThat(answers(down)).as("while it was away and came back").doesNotContain("failed");

        mesh.awaitReady(server("four"));
        awaitAnswerOf(Set.of("one", "two", "three", "four"), System.nanoTime());
        first.close();
        awaitAnswerOf(Set.of("two", "three", "four"), System.nanoTime());
        assertThat(answers(down)).as("from then on").doesNotContain("failed");
    }

    /** Until each of these, and nobody else, has answered since then. */
    private static void awaitAnswerOf(Set<String> names, long from) {
        Patience.until(SPREAD, () -> answers(from).equals(names), () -> "answers since then are of " + answers(from));
    }

    private static Set<String> answers(long from) {
        return caller.lines().stream()
                .filter(line -> line.at() - from >= 0)
                .map(line -> line.text().strip())
                .collect(Collectors.toSet());
    }

    private static Command server(String name) {
        return mesh.run(Stream.concat(
                        Stream.of("-n", "shop", "--name", "web", "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(LeavingServer.class, "8080", name).stream())
                .toArray(String[]::new));
    }
}
