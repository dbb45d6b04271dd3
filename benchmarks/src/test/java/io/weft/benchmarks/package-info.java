/** Tests of the measuring itself. Start at {@link io.weft.benchmarks.OpenLoopTest}. Threading: the test's. */
@NullMarked
package io.weft.benchmarks;

import org.jspecify.annotations.NullMarked;
