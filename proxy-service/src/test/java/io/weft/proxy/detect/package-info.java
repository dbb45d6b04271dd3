/** Tests of {@code io.weft.proxy.detect}. */
@NullMarked
package io.weft.proxy.detect;

import org.jspecify.annotations.NullMarked;
