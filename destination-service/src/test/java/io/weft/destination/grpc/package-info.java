/** Messages and streams, over an in-process gRPC server with an index of imaginary objects behind it. */
@NullMarked
package io.weft.destination.grpc;

import org.jspecify.annotations.NullMarked;
