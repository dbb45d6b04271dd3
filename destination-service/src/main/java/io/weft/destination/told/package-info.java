/**
 * Objects as a feed tells them, for joins that look at the whole of some kinds.
 *
 * <p>Start at {@link io.weft.destination.told.ToldObjects}. Threading: not safe; its owner guards it.
 */
@NullMarked
package io.weft.destination.told;

import org.jspecify.annotations.NullMarked;
