/**
 * The proxy API and Workloads over gRPC.
 *
 * <p>Start at the {@code *Api} classes. {@code *Translator}s are pure; generated messages do not leave this package. Calls
 * and streams run on mesh-service's one bounded pool; {@link io.weft.destination.grpc.QueuedStreams} carries differences,
 * {@link io.weft.service.grpc.WatchStreams} everything else.
 */
@NullMarked
package io.weft.destination.grpc;

import org.jspecify.annotations.NullMarked;
