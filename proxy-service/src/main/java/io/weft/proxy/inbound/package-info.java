/**
 * Toward the local application: accept, TLS, policy, protocol, forward.
 *
 * <p>Start at {@link io.weft.proxy.inbound.InboundPipeline}. Never meets outbound.
 */
@NullMarked
package io.weft.proxy.inbound;

import org.jspecify.annotations.NullMarked;
