/**
 * Answers from the window: rows of statistics, edges with their identities, failures by cause, decisions by policy, and how
 * one resource did step by step.
 *
 * <p>Start at {@link io.weft.viz.metrics.StatQuery}, {@link io.weft.viz.metrics.EdgeQuery} and
 * {@link io.weft.viz.metrics.MeshQuery}, which puts all of them on one page; all are pure joins of workloads and observations. The records named {@code …Json} are the shape of the API. Threading: everything is immutable or
 * confined to one call.
 */
@NullMarked
package io.weft.viz.metrics;

import org.jspecify.annotations.NullMarked;
