package io.weft.init;

import io.weft.injection.ProxyPorts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * What {@code proxy-await} is asked to do: return when the sidecar beside us is ready, so that the application starts then.
 *
 * @param port the sidecar's admin port
 * @param timeout how long to wait for it
 */
record AwaitOptions(int port, Duration timeout) {
    private static final Duration PACE = Duration.ofMillis(100);

    /** @throws UnusableException naming the option that cannot be used */
    static AwaitOptions read(List<String> words) {
        Arguments given = Arguments.read(words, Set.of("port", "timeout"), Set.of());
        Duration timeout = given.as("timeout", given.text("timeout", "2m"), Arguments::duration);
        return new AwaitOptions(given.number("port", ProxyPorts.ADMIN, 1, 65535), timeout);
    }

    /** @throws InitException if the sidecar is not ready in time; the message has what it said last */
    void run(Readiness sidecar, InstantSource clock, Pause pause) {
        Instant end = clock.instant().plus(timeout);
        String missing = sidecar.missing(port);
        while (!missing.isEmpty()) {
            if (!clock.instant().isBefore(end)) {
                throw new InitException(
                        "the sidecar is not ready after " + timeout.toSeconds() + " seconds: " + missing);
            }
            pause.of(PACE);
            missing = sidecar.missing(port);
        }
    }
}
