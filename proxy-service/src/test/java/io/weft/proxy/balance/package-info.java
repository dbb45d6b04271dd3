/** Tests of {@code io.weft.proxy.balance}. */
@NullMarked
package io.weft.proxy.balance;

import org.jspecify.annotations.NullMarked;
