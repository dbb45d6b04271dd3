/** Tests of how it is said what a tap costs; none is opened. Start at {@link io.weft.benchmarks.tap.TapResultTest}. Threading: the test's. */
@NullMarked
package io.weft.benchmarks.tap;

import org.jspecify.annotations.NullMarked;
