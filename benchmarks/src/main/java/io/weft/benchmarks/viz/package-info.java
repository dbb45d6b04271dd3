/**
 * What watching a whole mesh costs: viz-service with simulated sidecars before it that are scraped, and questions behind.
 *
 * <p>Start at {@link io.weft.benchmarks.viz.VizMain}, a process that is all the sidecars, whoever tells of them, and who asks.
 * Threading: the main thread asks; sidecars answer on the event loops of their connections.
 */
@NullMarked
package io.weft.benchmarks.viz;

import org.jspecify.annotations.NullMarked;
