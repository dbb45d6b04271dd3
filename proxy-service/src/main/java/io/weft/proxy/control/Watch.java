package io.weft.proxy.control;

import io.weft.core.Latest;

/**
 * An open watch. Whoever opened it closes it.
 *
 * <p>Threading: safe from any thread.
 *
 * @param <T> an immutable value
 */
public interface Watch<T> extends AutoCloseable {
    Latest<Watched<T>> latest();

    /** Whether the latest value is the control plane's answer of now: it can be reached, and has nothing else to say. */
    boolean current();

    /** Ends the stream; the last value stays readable. Idempotent. */
    @Override
    void close();
}
