/** Tests of {@code io.weft.proxy.http}. */
@NullMarked
package io.weft.proxy.http;

import org.jspecify.annotations.NullMarked;
