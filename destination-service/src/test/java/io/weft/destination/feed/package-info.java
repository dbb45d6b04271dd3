/**
 * From a feed to the index.
 *
 * <p>Start at {@link io.weft.destination.feed.MeshListenerTest}. Threading: JUnit's.
 */
@NullMarked
package io.weft.destination.feed;

import org.jspecify.annotations.NullMarked;
