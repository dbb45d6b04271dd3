package io.weft.cli.machine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process, and the ones that replace it when it ends.
 *
 * <p>Threading: one virtual thread waits for the process and starts the next; methods may be called from any thread.
 */
final class Supervised {
    private static final Duration MIN_BACKOFF = Duration.ofMillis(250);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);
    private static final int SIGNALLED = 128;

    private final String name;
    private final Supplier<Process> launch;
    private final boolean restart;
    private final Consumer<String> events;
    private final Backoff backoff = new Backoff(MIN_BACKOFF, MAX_BACKOFF);
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private @Nullable Process process; // guarded by this
    private boolean stopping; // guarded by this
    private int launches; // guarded by this; since it last held for a while

    private Supervised(String name, Supplier<Process> launch, boolean restart, Consumer<String> events) {
        this.name = name;
        this.launch = launch;
        this.restart = restart;
        this.events = events;
    }

    /**
     * Starts the process.
     *
     * @param name for messages
     * @param launch starts a new one each time it is called
     * @param restart whether one that ended by itself is replaced, after a backoff
     * @param events told, in a sentence, when a process that should run ended
     * @throws MachineException if the first cannot be started
     */
    static Supervised start(String name, Supplier<Process> launch, boolean restart, Consumer<String> events) {
        Supervised supervised = new Supervised(name, launch, restart, events);
        Process first = supervised.launchUnlessStopping();
        if (first == null) {
            throw new IllegalStateException("nobody can have stopped it yet");
        }
        Thread.ofVirtual().name("supervise-" + name).start(() -> supervised.watch(first));
        return supervised;
    }

    /** Completes with the exit code, 128 + n after a signal, once it ended and will not be replaced. */
    CompletableFuture<Integer> end() {
        return end;
    }

    /** Its process id; 0 while there is none. */
    synchronized long pid() {
        return process != null && process.isAlive() ? process.pid() : 0;
    }

    /** How many times in a row it was started without having run for half a minute. */
    synchronized int launches() {
        return launches;
    }

    synchronized void signal(int number) {
        if (process != null && process.isAlive()) {
            Linux.signal(process.pid(), number);
        }
    }

    /**
     * Asks it to end and waits; kills it after {@code grace}, or at once when interrupted. Idempotent.
     *
     * @return whether it ended by itself
     */
    boolean stop(Duration grace) {
        Process last;
        synchronized (this) {
            stopping = true;
            notifyAll();
            last = process;
        }
        if (last == null) {
            return true;
        }
        last.destroy();
        try {
            if (last.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            last.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private synchronized @Nullable Process launchUnlessStopping() {
        if (stopping) {
            return null;
        }
        launches++;
        process = launch.get();
        return process;
    }

    private void watch(Process first) {
        Process current = first;
        int exit = 0;
        try {
            while (current != null) {
                long started = System.nanoTime();
                exit = current.waitFor();
                Duration held = Duration.ofNanos(System.nanoTime() - started);
                current = restart ? replace("ended (" + describe(exit) + ")", held) : null;
            }
            end.complete(exit);
        } catch (InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    /** Tries until one runs; one that cannot be started is no better than one that ended at once. */
    private @Nullable Process replace(String what, Duration held) throws InterruptedException {
        if (held.compareTo(MAX_BACKOFF) >= 0) {
            forgetLaunches();
        }
        String trouble = what;
        Duration lasted = held;
        while (!isStopping()) {
            Duration wait = backoff.afterHolding(lasted);
            events.accept(name + " " + trouble + ": starting it again in " + wait.toMillis() + " ms");
            pause(wait);
            try {
                return launchUnlessStopping();
            } catch (RuntimeException e) {
                trouble = "cannot be started (" + MachineException.describe(e) + ")";
                lasted = Duration.ZERO;
            }
        }
        return null;
    }

    private synchronized void forgetLaunches() {
        launches = 0;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized void pause(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        for (long left = wait.toMillis(); left > 0 && !stopping; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private static String describe(int exit) {
        return exit > SIGNALLED ? "signal " + (exit - SIGNALLED) : "exit code " + exit;
    }
}
