/**
 * What the indexes hold, in short, so that two of them can be compared: those of two replicas, or one that lived through every
 * change and one made anew.
 *
 * <p>Start at {@link io.weft.destination.digest.Digest}. Pure: every type here is immutable.
 */
@NullMarked
package io.weft.destination.digest;

import org.jspecify.annotations.NullMarked;
