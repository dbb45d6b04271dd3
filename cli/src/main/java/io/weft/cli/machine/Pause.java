package io.weft.cli.machine;

/** Waits a little, between two looks at something that cannot call back. */
final class Pause {
    private Pause() {}

    /** @throws MachineException if interrupted; the thread stays interrupted */
    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }
}
