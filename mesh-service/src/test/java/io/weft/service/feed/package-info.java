/**
 * A service that listens to a feed: what starts, what is told, what is refused. Start at
 * {@code FeedAutoConfigurationTest}. Threading: the test's.
 */
@NullMarked
package io.weft.service.feed;

import org.jspecify.annotations.NullMarked;
