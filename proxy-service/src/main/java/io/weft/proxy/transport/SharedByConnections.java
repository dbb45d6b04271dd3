package io.weft.proxy.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What connections to the same place have in common: made for the first of them, kept while one is open and for an idle time
 * after the last, and longer where it cannot be spared.
 *
 * <p>Threading: one event loop, which is the users' too.
 *
 * @param <K> the place
 * @param <V> what is known of it
 */
public final class SharedByConnections<K, V> {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Duration keepIdle;
    private final Duration askAgain;
    private final Function<K, V> make;
    private final Predicate<V> spare;
    private final Consumer<V> close;
    private final Map<K, Entry<V>> entries = new HashMap<>();

    /**
     * Nothing yet.
     *
     * @param keepIdle how long a value without users stays; 0: not at all
     * @param spare whether a value that has been unused for that long may go; otherwise it is asked again after as long, and a
     *     second at least
     * @param close told of a value that goes
     */
    public SharedByConnections(
            EventLoop loop, Duration keepIdle, Function<K, V> make, Predicate<V> spare, Consumer<V> close) {
        this.loop = loop;
        this.keepIdle = keepIdle;
        this.askAgain = keepIdle.compareTo(SHORTEST) < 0 ? SHORTEST : keepIdle;
        this.make = make;
        this.spare = spare;
        this.close = close;
    }

    /** The value of {@code key}, in use until {@code user} closes. */
    public V acquire(K key, Channel user) {
        Entry<V> entry = entries.computeIfAbsent(key, fresh -> new Entry<>(make.apply(fresh)));
        entry.users++;
        if (entry.eviction != null) {
            entry.eviction.cancel(false);
            entry.eviction = null;
        }
        user.closeFuture().addListener(closed -> release(key, entry));
        return entry.value;
    }

    private void release(K key, Entry<V> entry) {
        entry.users--;
        if (entry.users == 0) {
            evictLater(key, entry, keepIdle);
        }
    }

    private void evictLater(K key, Entry<V> entry, Duration wait) {
        entry.eviction = loop.schedule(() -> evict(key, entry), wait.toNanos(), NANOSECONDS);
    }

    private void evict(K key, Entry<V> entry) {
        if (spare.test(entry.value)) {
            entries.remove(key);
            close.accept(entry.value);
        } else {
            evictLater(key, entry, askAgain);
        }
    }

    /** How many values there are. */
    public int size() {
        return entries.size();
    }

    private static final class Entry<V> {
        private final V value;
        private int users;
        private @Nullable Future<?> eviction; // only while there are no users

        Entry(V value) {
            this.value = value;
        }
    }
}
