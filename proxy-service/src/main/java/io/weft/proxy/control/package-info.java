/**
 * Talking to the control plane: one channel per service, and watches that reconnect and keep the last value meanwhile.
 *
 * <p>Start at {@link io.weft.proxy.control.Watch}. Generated messages stop at the {@code *Client} classes that use this.
 */
@NullMarked
package io.weft.proxy.control;

import org.jspecify.annotations.NullMarked;
