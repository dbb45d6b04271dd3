/**
 * gRPC servers: how watches are streamed, calls counted and threads bounded.
 *
 * <p>Start at {@link io.weft.service.grpc.WatchStreams}. Calls and watches run on one bounded pool, the bean
 * {@code meshExecutor}; nothing on it may block.
 */
@NullMarked
package io.weft.service.grpc;

import org.jspecify.annotations.NullMarked;
