/**
 * The Kubernetes feed: watches of an API server.
 *
 * <p>Start at {@link io.weft.kubernetes.feed.kubernetes.KubernetesFeed} (the thread). A fact travels
 * {@code KindWatch (an informer) -> ChangeStore -> the feed's queue -> ClusterCatalog -> Delivery}; {@code Discovery} says which
 * kinds and versions there are to watch.
 *
 * <p>Threading: informers put into the queue from threads of their own; everything behind it belongs to the feed's one thread.
 */
@NullMarked
package io.weft.kubernetes.feed.kubernetes;

import org.jspecify.annotations.NullMarked;
