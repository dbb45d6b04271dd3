/**
 * Who looks at requests, without a network. Start at {@code TapsTest}. Threading: the test's.
 */
@NullMarked
package io.weft.proxy.tap;

import org.jspecify.annotations.NullMarked;
