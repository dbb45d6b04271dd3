/** How TLS of two proxies ends. Start at {@code HalfCloseHandlerTest}. Threading: embedded channels'. */
@NullMarked
package io.weft.proxy.tls;

import org.jspecify.annotations.NullMarked;
