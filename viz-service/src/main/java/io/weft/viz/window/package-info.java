/**
 * The last minute of a few families of metrics, in memory and bounded.
 *
 * <p>Start at {@link io.weft.viz.window.MetricSource}, which is what questions are put to, and
 * {@link io.weft.viz.window.MetricStore}; {@code ExpositionReader} and {@code SeriesName} read the text.
 * Threading: safe from any thread; each workload's series have a lock of their own.
 */
@NullMarked
package io.weft.viz.window;

import org.jspecify.annotations.NullMarked;
