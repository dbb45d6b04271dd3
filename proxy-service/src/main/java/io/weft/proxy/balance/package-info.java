/**
 * Picking an endpoint: power of two choices over peak-EWMA loads. Does not know HTTP.
 *
 * <p>Start at {@link io.weft.proxy.balance.P2cPicker}. State belongs to one event loop.
 */
@NullMarked
package io.weft.proxy.balance;

import org.jspecify.annotations.NullMarked;
