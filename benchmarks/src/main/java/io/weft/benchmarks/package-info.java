/**
 * What a request costs through two sidecars, beside pairs of nginx and haproxy that do mutual TLS too: ratios in one run.
 *
 * <p>Start at {@link io.weft.benchmarks.BenchmarkMain}. {@link io.weft.benchmarks.RateMain} is a process of its own: it asks at
 * a fixed rate and measures. Threading: the main thread, but for the connections of {@code OpenLoop}.
 */
@NullMarked
package io.weft.benchmarks;

import org.jspecify.annotations.NullMarked;
