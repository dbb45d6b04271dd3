/** Tests of what simulated sidecars tell and how what is found is said; no service is started. Start at {@link io.weft.benchmarks.viz.ExpositionTest}. Threading: the test's. */
@NullMarked
package io.weft.benchmarks.viz;

import org.jspecify.annotations.NullMarked;
