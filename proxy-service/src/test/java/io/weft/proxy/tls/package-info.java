/** Tests of {@code io.weft.proxy.tls}. */
@NullMarked
package io.weft.proxy.tls;

import org.jspecify.annotations.NullMarked;
