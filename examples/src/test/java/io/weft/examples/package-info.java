/** Tests of the shop, without any mesh. Start at {@code ShopTest}. Threading: the test's. */
@NullMarked
package io.weft.examples;

import org.jspecify.annotations.NullMarked;
