/** Start at {@code ForwardedHeadersTest}. Threading: the test's. */
@NullMarked
package io.weft.ingress.headers;

import org.jspecify.annotations.NullMarked;
