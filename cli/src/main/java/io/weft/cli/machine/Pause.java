package io.weft.cli.machine;

import java.time.Duration;

/** Waits a little, between two looks at something that cannot call back. Nothing else in the mesh sleeps. */
public final class Pause {
    private Pause() {}

    /**
     * Waits.
     *
     * @throws MachineException if interrupted; the thread stays interrupted
     */
    public static void millis(long millis) {
        try {
            lasting(Duration.ofMillis(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }

    /** For who wants to know of an interrupt. */
    public static void lasting(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
