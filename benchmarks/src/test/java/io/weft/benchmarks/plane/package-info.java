/** Tests of what is heard and how it is said; no service is started. Start at {@link io.weft.benchmarks.plane.HearingTest}. Threading: the test's. */
@NullMarked
package io.weft.benchmarks.plane;

import org.jspecify.annotations.NullMarked;
