/**
 * Destination, policy and workload APIs, joined from a feed.
 *
 * <p>Facts travel {@code feed} → {@code index} (with {@code workloads}, {@code services}, {@code endpoints},
 * {@code profiles}, {@code policy}) ← {@code grpc}; {@code app} puts them together. Start at
 * {@link io.weft.destination.index.MeshIndex}. Threading: the feed writes on its own thread, gRPC watches from any; one
 * lock, in the index, lies between.
 */
@NullMarked
package io.weft.destination;

import org.jspecify.annotations.NullMarked;
