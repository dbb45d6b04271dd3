/** Tests of how amounts and selectors are written. Start at {@link io.weft.viz.external.QuantityTest}. Threading: the test's. */
@NullMarked
package io.weft.viz.external;

import org.jspecify.annotations.NullMarked;
