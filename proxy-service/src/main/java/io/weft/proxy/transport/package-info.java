/**
 * Sockets: listeners, the original destination of what they accept, connectors, the transport header.
 *
 * <p>Start at {@link io.weft.proxy.transport.Listener} and {@link io.weft.proxy.transport.Connector}. Handlers run on their
 * channel's event loop only. Knows neither inbound nor outbound.
 */
@NullMarked
package io.weft.proxy.transport;

import org.jspecify.annotations.NullMarked;
