/**
 * One replica: how it is dialled, what it must prove, which protocol it is spoken to in.
 *
 * <p>Start at {@link io.weft.proxy.outbound.endpoint.EndpointConnector}. Threading: balancers and connections belong to
 * one event loop.
 */
@NullMarked
package io.weft.proxy.outbound.endpoint;

import org.jspecify.annotations.NullMarked;
