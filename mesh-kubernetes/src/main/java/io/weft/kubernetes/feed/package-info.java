/**
 * Everything the control plane knows arrives here, as reset, apply and delete of resources.
 *
 * <p>Start at {@link io.weft.kubernetes.feed.Feed} and {@link io.weft.kubernetes.feed.FeedListener}. A feed has one thread
 * which calls its listener, in order; {@link io.weft.kubernetes.feed.Feed#status()} may be asked from any thread. Who
 * listens cannot tell which feed it hears.
 */
@NullMarked
package io.weft.kubernetes.feed;

import org.jspecify.annotations.NullMarked;
