package io.weft.service.grpc;

import java.util.List;

/**
 * Says a value in messages. One translator serves one stream and may remember what it said last; it is called for one
 * value at a time, never concurrently.
 *
 * @param <T> the value watched
 * @param <M> the message sent
 */
@FunctionalInterface
public interface WatchTranslator<T, M> {
    /**
     * The messages that bring the reader from what it was told last to {@code value}; none if it need not know.
     *
     * @throws io.grpc.StatusRuntimeException to end the stream with that status
     */
    List<M> translate(T value);
}
