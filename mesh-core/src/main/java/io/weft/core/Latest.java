package io.weft.core;

import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The latest value of something that changes. A value equal to the one held is dropped; a slow reader skips to the newest.
 *
 * <p>Threading: safe from any thread. Readers run on the executor they subscribed with, one call at a time, never under a
 * lock of ours; after {@link Subscription#cancel()} returns, a call that has already started may still finish.
 *
 * @param <T> an immutable value with a meaningful {@code equals}; absence and "not yet known" are values of {@code T}
 */
public final class Latest<T> {
    private final CopyOnWriteArrayList<Reader> readers = new CopyOnWriteArrayList<>();
    private volatile T value;

    public Latest(T initial) {
        value = Objects.requireNonNull(initial, "initial");
    }

    public T get() {
        return value;
    }

    /** Publishes {@code next} unless it equals the value held. Callers that race decide the order among themselves. */
    public void set(T next) {
        synchronized (this) {
            if (value.equals(next)) {
                return;
            }
            value = next;
        }
        readers.forEach(Reader::wake);
    }

    /** Calls {@code reader} with the value held now, and with every later one it is quick enough to see. */
    public Subscription subscribe(Executor executor, Consumer<? super T> reader) {
        Reader entry = new Reader(executor, reader);
        readers.add(entry);
        entry.wake();
        return entry;
    }

    /** How many readers there are, so that an owner can drop what nobody watches. */
    public int readers() {
        return readers.size();
    }

    /** A reader's place in the list. */
    public interface Subscription {
        /** Idempotent. */
        void cancel();
    }

    private final class Reader implements Subscription, Runnable {
        private final Executor executor;
        private final Consumer<? super T> reader;
        private final AtomicBoolean scheduled = new AtomicBoolean();
        private volatile boolean cancelled;

        Reader(Executor executor, Consumer<? super T> reader) {
            this.executor = executor;
            this.reader = reader;
        }

        void wake() {
            if (!cancelled && scheduled.compareAndSet(false, true)) {
                executor.execute(this);
            }
        }

        @Override
        public void run() {
            if (cancelled) {
                return;
            }
            T seen = value;
            try {
                reader.accept(seen);
            } finally {
                scheduled.set(false);
                if (!value.equals(seen)) {
                    wake();
                }
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            readers.remove(this);
        }
    }
}
