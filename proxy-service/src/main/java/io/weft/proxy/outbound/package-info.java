/**
 * From the local application: original destination, discovery, protocol, balance, connect.
 *
 * <p>Start at {@link io.weft.proxy.outbound.OutboundPipeline}. Never meets inbound. Threading: everything about a
 * connection happens on its event loop, and what is known of destinations is kept per loop.
 */
@NullMarked
package io.weft.proxy.outbound;

import org.jspecify.annotations.NullMarked;
