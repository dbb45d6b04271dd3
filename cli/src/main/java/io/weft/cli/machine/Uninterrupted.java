package io.weft.cli.machine;

/** Lets clean-up finish on a thread that was interrupted: files and locks would refuse it otherwise. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Runs {@code work} with the thread's interrupt put aside, and restores it afterwards. */
    static void run(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
