/**
 * What tap shows, as two programs must write it alike.
 *
 * <p>Start at {@link io.weft.testkit.tap.TapExample}. Threading: immutable.
 */
@NullMarked
package io.weft.testkit.tap;

import org.jspecify.annotations.NullMarked;
