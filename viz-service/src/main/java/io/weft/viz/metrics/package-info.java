/**
 * Answers from the window: rows of statistics, and edges with their identities.
 *
 * <p>Start at {@link io.weft.viz.metrics.StatQuery} and {@link io.weft.viz.metrics.EdgeQuery}; both are pure joins of
 * workloads and observations. The records named {@code …Json} are the shape of the API. Threading: everything is immutable or
 * confined to one call.
 */
@NullMarked
package io.weft.viz.metrics;

import org.jspecify.annotations.NullMarked;
