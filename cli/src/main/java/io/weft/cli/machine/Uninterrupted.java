package io.weft.cli.machine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Lets clean-up finish although the thread that needs it is interrupted: files and locks would refuse it otherwise. */
final class Uninterrupted {
    private Uninterrupted() {}

    /**
     * Runs {@code work} on a thread of its own and waits for its end, whatever interrupts the caller; an interrupt is kept for
     * later. The caller must hold no lock that {@code work} takes.
     */
    static void run(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().name("clean-up").start(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        try {
            done.join(); // waits through interrupts and keeps them
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
