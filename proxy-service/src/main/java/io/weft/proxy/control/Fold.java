package io.weft.proxy.control;

import java.util.Optional;
import java.util.function.Function;

/**
 * Makes values of the messages of a stream. Pure.
 *
 * @param <R> message
 * @param <T> value
 */
@FunctionalInterface
public interface Fold<R, T> {
    /**
     * What holds after a message.
     *
     * @param held what held before, perhaps from an earlier connection; empty before the first value
     * @param fresh whether no message of this connection has counted yet
     * @return empty: the message does not count
     */
    Optional<T> next(Optional<T> held, boolean fresh, R message);

    /** For streams whose every message replaces the one before. */
    static <R, T> Fold<R, T> replacing(Function<R, T> translator) {
        return (held, fresh, message) -> Optional.of(translator.apply(message));
    }
}
