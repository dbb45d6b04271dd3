package io.weft.proxy.control;

import io.weft.core.Latest;

/**
 * A watch of something that is known without asking, or known not to be there.
 *
 * @param <T> an immutable value
 */
public final class FixedWatch<T> implements Watch<T> {
    private final Latest<Watched<T>> latest;

    public FixedWatch(Watched<T> known) {
        latest = new Latest<>(known);
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
