package io.weft.proxy.control;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.core.Latest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One watch of {@link LastAnswers}. Threading: safe from any thread, behind its own lock. */
final class RememberingWatch<T> implements Watch<T> {
    private final Watch<T> asked;
    private final Optional<T> remembered;
    private final Consumer<Optional<T>> last;
    private final Latest<Watched<T>> latest;
    private final Latest.Subscription subscription;
    private final @Nullable Future<?> patience;

    /** {@code last} is told once, when the watch is closed, what was known then; empty: that there is nothing to know. */
    RememberingWatch(Watch<T> asked, Optional<T> remembered, EventLoop loop, Consumer<Optional<T>> last) {
        this.asked = asked;
        this.remembered = remembered;
        this.last = last;
        this.latest = new Latest<>(asked.latest().get());
        this.subscription = asked.latest().subscribe(Runnable::run, this::answered);
        this.patience = remembered.isPresent()
                ? loop.schedule(this::fallBack, LastAnswers.PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
                : null;
    }

    private synchronized void answered(Watched<T> answer) {
        if (!(answer instanceof Watched.Pending<T>)) {
            latest.set(answer);
        }
    }

    /** A control plane that can be reached and gives no value knows of none: that is its answer. */
    private synchronized void fallBack() {
        if (latest.get() instanceof Watched.Pending<T> && !asked.current()) {
            remembered.ifPresent(answer -> latest.set(new Watched.Present<>(answer)));
        }
    }

    @Override
    public Latest<Watched<T>> latest() {
        return latest;
    }

    @Override
    public boolean current() {
        return asked.current();
    }

    @Override
    public void close() {
        if (patience != null) {
            patience.cancel(false);
        }
        subscription.cancel();
        asked.close();
        last.accept(
                switch (latest.get()) {
                    case Watched.Present<T>(T value) -> Optional.of(value);
                    case Watched.Pending<T> waiting -> asked.current() ? Optional.empty() : remembered;
                    case Watched.Ended<T> refused -> Optional.empty();
                });
    }
}
