/** How TLS of two proxies ends. Start at {@code HalfCloseHandlerTest}. Threading: an embedded channel's. */
@NullMarked
package io.weft.proxy.tls;

import org.jspecify.annotations.NullMarked;
