/** Tests of {@code io.weft.injector.tls}. */
@NullMarked
package io.weft.injector.tls;

import org.jspecify.annotations.NullMarked;
