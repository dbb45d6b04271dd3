/**
 * What the statuses of objects should say, and where they do not.
 *
 * <p>Start at {@link io.weft.destination.statuses.Statuses}: one {@code StatusJoin} for each kind that has a status, and for
 * routes one {@code Parents} for each kind of parent. A further kind is one more class. Pure; nothing is written here. Threading:
 * safe from any thread.
 */
@NullMarked
package io.weft.destination.statuses;

import org.jspecify.annotations.NullMarked;
