/**
 * Toward the local application: accept, TLS, policy, protocol, forward.
 *
 * <p>Start at {@link io.weft.proxy.inbound.InboundPipeline}. Never meets outbound. Threading: everything about a
 * connection happens on its event loop; meters and the table of applications are safe from any thread.
 */
@NullMarked
package io.weft.proxy.inbound;

import org.jspecify.annotations.NullMarked;
