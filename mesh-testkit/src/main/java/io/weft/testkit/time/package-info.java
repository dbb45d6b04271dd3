/**
 * Time that passes when a test says so.
 *
 * <p>Start at {@link io.weft.testkit.time.ManualClock} for moments, {@link io.weft.testkit.time.ManualTicker} for what has
 * elapsed. Both are safe from any thread.
 */
@NullMarked
package io.weft.testkit.time;

import org.jspecify.annotations.NullMarked;
