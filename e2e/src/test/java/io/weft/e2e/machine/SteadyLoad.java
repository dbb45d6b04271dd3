package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.benchmarks.Latencies;
import io.weft.benchmarks.RateMain;
import java.time.Duration;
import java.util.List;

/**
 * So many HTTP/1.1 requests a second from inside a workload, however slowly answers come, over connections that are made anew
 * every two seconds.
 *
 * <p>Threading: any.
 */
final class SteadyLoad {
    private static final int WINDOW_SECONDS = 2;
    private static final String CONNECTIONS = "20";
    /** More than any test lasts. */
    private static final String WINDOWS = "1000";

    private final Command generator;

    private SteadyLoad(Command generator) {
        this.generator = generator;
    }

    static SteadyLoad start(MeshOnOneMachine mesh, Command workload, String url, int rate) {
        List<String> program = MeshOnOneMachine.program(
                RateMain.class, url, String.valueOf(rate), String.valueOf(WINDOW_SECONDS), CONNECTIONS, WINDOWS);
        return new SteadyLoad(mesh.inside(workload, program.toArray(String[]::new)));
    }

    /** Waits until a window that began after now is over: whatever was asked up to now has ended. */
    void awaitWindow() {
        int before = windows().size();
        Patience.until(
                Duration.ofMinutes(1),
                () -> windows().size() >= before + 2,
                () -> "no more requests are made; the generator printed:\n" + generator.output());
    }

    /** Asserts that no request has failed so far, among those that are due up to now. */
    void assertNoneFailed() {
        awaitWindow();
        assertThat(windows().stream().mapToLong(Latencies::failures).sum())
                .as("failed requests of " + requests() + ":\n" + generator.output())
                .isZero();
    }

    /** How many were answered so far. */
    long requests() {
        return windows().stream().mapToLong(Latencies::requests).sum();
    }

    private List<Latencies> windows() {
        return generator.lines().stream()
                .map(Line::text)
                .filter(line -> line.startsWith("requests="))
                .map(Latencies::parse)
                .toList();
    }
}
