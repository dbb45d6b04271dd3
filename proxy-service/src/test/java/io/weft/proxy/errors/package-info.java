/** Tests of {@code io.weft.proxy.errors}. */
@NullMarked
package io.weft.proxy.errors;

import org.jspecify.annotations.NullMarked;
