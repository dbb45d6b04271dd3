/**
 * Metrics of the mesh: learns the workloads from destination-service, reads every sidecar's metrics, keeps a short window in
 * memory, and answers for rows and edges.
 *
 * <p>In the order a fact travels: {@link io.weft.viz.workload}, {@link io.weft.viz.scrape}, {@link io.weft.viz.window},
 * {@link io.weft.viz.metrics}, {@link io.weft.viz.dashboard}.
 */
@NullMarked
package io.weft.viz;

import org.jspecify.annotations.NullMarked;
