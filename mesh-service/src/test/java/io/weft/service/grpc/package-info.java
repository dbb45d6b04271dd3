/** Streams and meters against a real gRPC server on the loopback device. */
@NullMarked
package io.weft.service.grpc;

import org.jspecify.annotations.NullMarked;
