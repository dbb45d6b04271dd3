/**
 * Streams and meters against a real gRPC server on the loopback device. Start at {@code WatchStreamsTest}. Threading: a
 * server's pool beside the test's thread.
 */
@NullMarked
package io.weft.service.grpc;

import org.jspecify.annotations.NullMarked;
