package io.weft.proxy.control;

import io.weft.core.Latest;

/**
 * A watch of something that is known without asking.
 *
 * @param <T> an immutable value
 */
public final class FixedWatch<T> implements Watch<T> {
    private final Latest<Watched<T>> latest;

    public FixedWatch(T value) {
        latest = new Latest<>(new Watched.Present<>(value));
    }

    @Override
    public Latest<Watched<T>> latest() {
        return latest;
    }

    @Override
    public boolean current() {
        return true;
    }

    @Override
    public void close() {}
}
