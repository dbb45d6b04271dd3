/**
 * Where requests to services go, and what becomes of them on the way: routes and splits.
 *
 * <p>Start at {@link io.weft.destination.routes.RouteJoin}, which makes {@link io.weft.destination.routes.OutboundRoute}s of
 * what {@link io.weft.destination.routes.RouteIndex} holds; where one leads is a
 * {@link io.weft.destination.routes.Backend}. Knows no feed and no gRPC. Threading: the indexes are guarded by the lock of the
 * one index that owns them; everything else is pure.
 */
@NullMarked
package io.weft.destination.routes;

import org.jspecify.annotations.NullMarked;
