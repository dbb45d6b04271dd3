package io.weft.ingress.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polls what real input and output bring about. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Patience() {}

    public static void eventually(String what, BooleanSupplier holds) {
        Instant deadline = Instant.now().plus(LIMIT);
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now()).as("time to wait for: " + what).isBefore(deadline);
            LockSupport.parkNanos(5_000_000L);
        }
    }
}
