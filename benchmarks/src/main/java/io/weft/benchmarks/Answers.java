package io.weft.benchmarks;

import java.time.Duration;
import java.util.Optional;

/** Waits until a page is there. */
public final class Answers {
    private static final Duration LISTENING = Duration.ofSeconds(20);

    private Answers() {}

    /** Until a request from that workload is answered well. */
    public static void await(Namespace client, String page) {
        Eventually.get(LISTENING, () -> asked(client, page), () -> page + " does not answer");
    }

    private static Optional<Boolean> asked(Namespace client, String page) {
        try {
            Latencies found = Latencies.parse(client.run(Jvm.command(RateMain.class, page, "1", "1", "1")));
            return found.failures() == 0 ? Optional.of(true) : Optional.empty();
        } catch (BenchmarkException e) {
            return Optional.empty();
        }
    }
}
