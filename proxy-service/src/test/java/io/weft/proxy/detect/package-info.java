/** First bytes and what they are taken for. Start at {@code HttpPrefaceTest}. Threading: the test's. */
@NullMarked
package io.weft.proxy.detect;

import org.jspecify.annotations.NullMarked;
