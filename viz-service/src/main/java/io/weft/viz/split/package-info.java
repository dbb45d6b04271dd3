/**
 * How the traffic of Services is split by weight, as destination-service tells it.
 *
 * <p>Start at {@link io.weft.viz.split.SplitsClient}. Generated messages stop here. Threading: snapshots are immutable; each
 * replaces the one before.
 */
@NullMarked
package io.weft.viz.split;

import org.jspecify.annotations.NullMarked;
