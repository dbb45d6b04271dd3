package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers are replaced one after the other, as a rollout does, while requests come all the time. */
class RollingRestartIT {
    private static final int REPLICAS = 3;
    private static final int RATE = 1000;

    private static MeshOnOneMachine mesh;
    private static Command client;
    private static List<Command> servers;

    @BeforeAll
    static void begin() {
        mesh = MeshOnOneMachine.start("--trace-ratio", "0");
        client = mesh.run("-n", "shop", "--name", "client", "--", "sleep", "3600");
        servers = IntStream.range(0, REPLICAS).mapToObj(_ -> server()).toList();
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
    void threeServersAreReplacedUnderAThousandRequestsASecondAndNoneFails() {
        SteadyLoad load = SteadyLoad.start(mesh, client, "http://web:8080/", RATE);
        load.awaitWindow();
        for (Command old : servers) {
            mesh.awaitReady(server());
            old.close();
        }

        load.assertNoneFailed();
        assertThat(load.requests()).isGreaterThan(REPLICAS * RATE);
        System.out.println("requests answered during a rolling restart: " + load.requests());
    }

    private static Command server() {
        return mesh.run(Stream.concat(
                        Stream.of("-n", "shop", "--name", "web", "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(LeavingServer.class, "8080", "web").stream())
                .toArray(String[]::new));
    }
}
