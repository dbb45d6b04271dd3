/**
 * The feed of a service: made from its settings, started when the service does, watched by gauges and a health report.
 *
 * <p>Start at {@link io.weft.service.feed.FeedAutoConfiguration}: a service gets a feed by having a bean that is a
 * {@link io.weft.kubernetes.feed.FeedListener}. Listeners are called by the feed's thread, one after the other.
 */
@NullMarked
package io.weft.service.feed;

import org.jspecify.annotations.NullMarked;
