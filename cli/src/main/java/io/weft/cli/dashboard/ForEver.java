package io.weft.cli.dashboard;

import java.util.concurrent.CountDownLatch;

/** Waits for Ctrl-C. */
final class ForEver {
    private ForEver() {}

    static void here() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
