/**
 * Replicas behind the ports of services.
 *
 * <p>Start at {@link io.weft.destination.endpoints.EndpointJoin} (pure), which answers an
 * {@link io.weft.destination.endpoints.EndpointQuestion} with an {@link io.weft.destination.endpoints.EndpointSnapshot}.
 * Knows no feed and no gRPC.
 */
@NullMarked
package io.weft.destination.endpoints;

import org.jspecify.annotations.NullMarked;
