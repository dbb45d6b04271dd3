/**
 * Where the traffic of services goes instead of to their own replicas.
 *
 * <p>Start at {@link io.weft.destination.routes.SplitIndex}; where something leads is a
 * {@link io.weft.destination.routes.Backend}. Knows no feed and no gRPC. Threading: the indexes are guarded by the lock of the
 * one index that owns them; everything else is pure.
 */
@NullMarked
package io.weft.destination.routes;

import org.jspecify.annotations.NullMarked;
