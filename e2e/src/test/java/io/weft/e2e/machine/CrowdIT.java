package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thousands of requests that wait for their answers are no reason for a sidecar to end. */
@Tag(MeshOnOneMachine.SHARED)
class CrowdIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ParameterizedTest(name = "{0} requests with {1} characters of headers")
    @CsvSource({"6000, 0", "3000, 40000"})
    void oneMoreIsAnsweredBesideThousandsThatWait(String waiting, String head) {
        try (MeshOnOneMachine mesh = MeshOnOneMachine.shared()) {
            Command server = mesh.run(Stream.concat(
                            Stream.of("-n", "crowd", "--name", "slow", "--port", "8000", "--service", "--"),
                            MeshOnOneMachine.program(Crowd.class, "serve", "8000").stream())
                    .toArray(String[]::new));
            Command client =
                    mesh.run("-n", "crowd", "--name", "client", "--service-account", "client", "--", "sleep", "3600");
            mesh.awaitReady(server);
            mesh.awaitReady(client);
            Command crowd = mesh.inside(
                    client,
                    MeshOnOneMachine.program(Crowd.class, "call", "slow.crowd.svc.cluster.local", "8000", waiting, head)
                            .toArray(String[]::new));
            Patience.until(PATIENCE, () -> !crowd.isAlive(), crowd::output);

            assertThat(crowd.output()).contains("HTTP/1.1 200 OK").contains("lost: 0");
        }
    }
}
