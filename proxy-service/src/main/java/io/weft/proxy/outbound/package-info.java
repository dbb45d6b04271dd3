/**
 * From the local application: original destination, discovery, protocol, balance, connect.
 *
 * <p>Start at {@link io.weft.proxy.outbound.OutboundPipeline}. Never meets inbound.
 */
@NullMarked
package io.weft.proxy.outbound;

import org.jspecify.annotations.NullMarked;
