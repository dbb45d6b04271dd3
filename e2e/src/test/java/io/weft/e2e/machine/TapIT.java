package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code linkerd tap} shows the requests of a running mesh, and only to whoever has the token. */
class TapIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATH = "/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/tap";

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @BeforeAll
    static void start() {
        mesh = MeshOnOneMachine.start();
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    private static Command web(String name) {
        return mesh.run(Stream.concat(
                        Stream.of("-n", "shop", "--name", name, "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(WebServer.class, "8080").stream())
                .toArray(String[]::new));
    }

    @Test
    void requestsAreShownOnBothSidesAndToNobodyWithoutTheToken() {
        Command web = web("web");
        Command catalog = web("catalog");
        mesh.awaitReady(web);
        mesh.awaitReady(catalog);
        Command traffic = mesh.inside(
                web,
                "sh",
                "-c",
                "while :; do curl -s -o /dev/null -m 10 http://catalog:8080/items?page=2; sleep 0.2; done");
        Command tap = mesh.linkerd(
                "viz",
                "tap",
                "--dir",
                mesh.directory().toString(),
                "-n",
                "shop",
                "ns/shop",
                "-o",
                "wide",
                "--path",
                "/items");

        Patience.until(
                PATIENCE,
                () -> shows(tap, "req id=.* proxy=out .* tls=true .*:path=/items\\?page=2 .*dst_deployment=catalog.*")
                        && shows(tap, "req id=.* proxy=in  .* tls=true .*:path=/items\\?page=2 .*src_deployment=web.*")
                        && shows(tap, "rsp id=.* :status=200 latency=\\d+µs.*")
                        && shows(tap, "end id=.* duration=\\d+µs response-length=0B.*"),
                () -> "tap shows:\n" + tap.output() + "\nthe traffic: " + traffic.output());
        assertThat(mesh.post(mesh.dashboard() + PATH)).endsWith("\n401");
    }

    private static boolean shows(Command tap, String line) {
        return tap.lines().stream().anyMatch(each -> each.text().strip().matches(line));
    }
}
