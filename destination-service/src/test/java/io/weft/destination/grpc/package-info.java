/**
 * Messages and streams, over an in-process gRPC server with an index of imaginary objects behind it. Start at
 * {@code GetTest}. Threading: the test's.
 */
@NullMarked
package io.weft.destination.grpc;

import org.jspecify.annotations.NullMarked;
