package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps a workload's token good: writes it where its sidecar reads it, and a new one when half its life is over.
 *
 * <p>Threading: one daemon thread of its own until closed.
 */
final class TokenFile implements AutoCloseable {
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration RETRY_MIN = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(20);

    private final Path file;
    private final Path aside;
    private final Supplier<Mint.Token> mint;
    private final InstantSource clock;
    private final Consumer<String> events;
    private final Backoff backoff = new Backoff(RETRY_MIN, RETRY_MAX);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("token").daemon(true).factory());

    private TokenFile(Path file, Path aside, Supplier<Mint.Token> mint, InstantSource clock, Consumer<String> events) {
        this.file = file;
        this.aside = aside;
        this.mint = mint;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Writes the first token, trying again until {@code patience} is over, and keeps it from then on.
     *
     * @param aside where tokens are written before they are renamed: a folder for root alone, on the same file system
     * @param mint one attempt; throws {@link MachineException}
     * @param hope called between attempts; what it throws ends them
     * @param events told when a renewal fails
     * @throws MachineException why the last attempt failed
     */
    static TokenFile keep(
            Path file,
            Path aside,
            Supplier<Mint.Token> mint,
            Duration patience,
            Runnable hope,
            InstantSource clock,
            Consumer<String> events) {
        TokenFile kept = new TokenFile(file, aside, mint, clock, events);
        Instant deadline = clock.instant().plus(patience);
        while (true) {
            try {
                kept.renew();
                return kept;
            } catch (MachineException refused) {
                kept.waitOrGiveUp(deadline, refused, hope);
            }
        }
    }

    /** How long to wait before the next token: half of what is left of this one. */
    static Duration untilRenewal(Instant now, Instant expires) {
        Duration half = Duration.between(now, expires).dividedBy(2);
        return half.compareTo(SOONEST) < 0 ? SOONEST : half;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void waitOrGiveUp(Instant deadline, MachineException refused, Runnable hope) {
        try {
            if (clock.instant().isAfter(deadline)) {
                throw refused;
            }
            hope.run();
            Pause.millis(RETRY_MIN.toMillis());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void renew() {
        Mint.Token token = mint.get();
        try {
            Folders.replaceFrom(aside, file, token.text().getBytes(US_ASCII), "rw-------", User.PROXY);
            backoff.reset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schedule(untilRenewal(clock.instant(), token.expires()));
    }

    private void renewOrRetry() {
        try {
            renew();
        } catch (MachineException | UncheckedIOException e) {
            Duration wait = backoff.afterHolding(Duration.ZERO);
            events.accept(MachineException.describe(e) + " (trying again in " + wait.toMillis() + " ms)");
            schedule(wait);
        }
    }

    private void schedule(Duration wait) {
        if (!thread.isShutdown()) {
            var _ = thread.schedule(this::renewOrRetry, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
