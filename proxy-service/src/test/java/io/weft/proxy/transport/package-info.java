/** Tests of {@code io.weft.proxy.transport}. */
@NullMarked
package io.weft.proxy.transport;

import org.jspecify.annotations.NullMarked;
