/** Tests of the shop, without any mesh. */
@NullMarked
package io.weft.examples;

import org.jspecify.annotations.NullMarked;
