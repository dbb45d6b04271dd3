package io.weft.destination.answers;

import io.weft.core.Latest;

/**
 * An open question and its latest answer. Whoever opened it closes it, once nothing reads {@link #latest()} any more.
 *
 * <p>Threading: safe from any thread.
 */
public interface Watch<A> extends AutoCloseable {
    /** The answer, shared by all who ask the same. */
    Latest<A> latest();

    /** Idempotent. The answer stays readable but is no longer kept up to date on this watch's behalf. */
    @Override
    void close();
}
