/**
 * From a feed to the index.
 *
 * <p>Start at {@link io.weft.destination.feed.MeshListener}. The feed's one thread calls it, in order.
 */
@NullMarked
package io.weft.destination.feed;

import org.jspecify.annotations.NullMarked;
