/** Tests of the verdict on a long run; none is made. Start at {@link io.weft.benchmarks.soak.SoakResultTest}. Threading: the test's. */
@NullMarked
package io.weft.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
