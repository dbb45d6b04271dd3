/** Tests of {@code io.weft.proxy.outbound}. */
@NullMarked
package io.weft.proxy.outbound;

import org.jspecify.annotations.NullMarked;
