/** A service that listens to a feed: what starts, what is told, what is refused. */
@NullMarked
package io.weft.service.feed;

import org.jspecify.annotations.NullMarked;
