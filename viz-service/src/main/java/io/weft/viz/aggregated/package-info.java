/**
 * What an API server wants of one of its extensions: it says who asks, if it is the one it says it is, and whoever asks must have
 * the right.
 *
 * <p>Start at {@link io.weft.viz.aggregated.FrontProxyGuard}; {@code AggregatedApi} is what there is to
 * ask for, {@code Discovery} tells it.
 *
 * <p>Threading: safe from any thread; questions to the API server wait on a small pool of their own.
 *
 * @see "viz, 4.2"
 */
@NullMarked
package io.weft.viz.aggregated;

import org.jspecify.annotations.NullMarked;
