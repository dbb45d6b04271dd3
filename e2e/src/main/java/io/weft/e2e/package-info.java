/**
 * The whole product, driven as a user drives it. There is no code here but tests: start at {@code io.weft.e2e.machine}
 * among them. Threading: the tests'.
 */
@NullMarked
package io.weft.e2e;

import org.jspecify.annotations.NullMarked;
