/**
 * Mesh TLS: who is addressed (SNI), our own certificate, and what the peer proved.
 *
 * <p>Start at {@link io.weft.proxy.tls.MeshTls}. TLS 1.3 only. Knows neither inbound nor outbound. Threading: handlers
 * run on their channel's event loop; contexts may be used from any thread.
 */
@NullMarked
package io.weft.proxy.tls;

import org.jspecify.annotations.NullMarked;
