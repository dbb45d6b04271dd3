/**
 * Why objects count or do not: what joins say of each object they look at, while they join.
 *
 * <p>Start at {@link io.weft.destination.reasons.Reasons}. Nothing here decides. Threading: a {@code Reasons} is its caller's
 * alone.
 */
@NullMarked
package io.weft.destination.reasons;

import org.jspecify.annotations.NullMarked;
