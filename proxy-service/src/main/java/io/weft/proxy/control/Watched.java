package io.weft.proxy.control;

/**
 * What a watch has to say.
 *
 * @param <T> an immutable value
 */
public sealed interface Watched<T> {
    /** No answer yet; the watch goes on asking. */
    record Pending<T>() implements Watched<T> {}

    /** The last value received. It stays in force while the control plane is away. */
    record Present<T>(T value) implements Watched<T> {}

    /**
     * The control plane refused before any value arrived, and the watch has ended; but where it says that things may be
     * {@link Refusals#unknown} for now, it goes on asking, and a value may follow.
     *
     * @param notFound the control plane does not know the thing asked for, or not the method (NOT_FOUND, UNIMPLEMENTED):
     *     an ordinary answer. False: the question itself was refused (INVALID_ARGUMENT, FAILED_PRECONDITION)
     * @param reason for logs
     */
    record Ended<T>(boolean notFound, String reason) implements Watched<T> {}
}
