package io.weft.cli.demo;

import io.weft.cli.machine.Signals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether the user asked this command to end. The first such signal also interrupts the thread that made this, so nothing it
 * waits for holds it up; later ones do nothing, so that the clean-up is left alone.
 */
final class Ending {
    private static final int SIGNALLED = 128;

    private final Thread main = Thread.currentThread();
    private final CountDownLatch asked = new CountDownLatch(1);
    private int signal; // guarded by this

    static Ending onSignals() {
        Ending ending = new Ending();
        Signals.handleEnd(ending::ask);
        return ending;
    }

    private synchronized void ask(int number) {
        if (signal == 0) {
            signal = number;
            main.interrupt(); // before anyone can see that the end is asked for
            asked.countDown();
        }
    }

    synchronized boolean isAsked() {
        return signal != 0;
    }

    /** 128 + n for signal n, as shells have it. */
    synchronized int exitCode() {
        return SIGNALLED + signal;
    }

    /**
     * Waits.
     *
     * @return whether the user asked to end meanwhile
     */
    boolean await(Duration patience) {
        try {
            return asked.await(patience.toMillis(), TimeUnit.MILLISECONDS) || isAsked();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
