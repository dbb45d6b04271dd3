/**
 * Metrics of the mesh: learns the workloads from destination-service, reads every sidecar's metrics, keeps a short
 * window in memory, and answers for rows and edges.
 *
 * <p>Start at {@link io.weft.viz.workload}; from there, in the order a fact travels, {@link io.weft.viz.scrape},
 * {@link io.weft.viz.window} and {@link io.weft.viz.trust} (or, in place of our own scrapes and window,
 * {@link io.weft.viz.prometheus}), {@link io.weft.viz.metrics}, {@link io.weft.viz.dashboard}. Traces
 * come by themselves, to {@link io.weft.viz.traces}. Threading: rounds of scrapes
 * on a thread of their own, questions on the web server's; the window between them is safe from any thread.
 */
@NullMarked
package io.weft.viz;

import org.jspecify.annotations.NullMarked;
