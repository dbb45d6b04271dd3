/**
 * Destination, policy and workload APIs, joined from a feed.
 *
 * <p>Facts travel {@code feed} → {@code index} (with {@code workloads}, {@code services}, {@code endpoints},
 * {@code profiles}, {@code policy}) ← {@code grpc}; {@code app} puts them together. Start at
 * {@link io.weft.destination.index.MeshIndex}.
 */
@NullMarked
package io.weft.destination;

import org.jspecify.annotations.NullMarked;
