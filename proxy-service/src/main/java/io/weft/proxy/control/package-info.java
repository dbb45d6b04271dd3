/**
 * Talking to the control plane: one channel per service, and watches that reconnect and keep the last value meanwhile.
 *
 * <p>Start at {@link io.weft.proxy.control.Watch}, then {@link io.weft.proxy.control.ControlChannels}, which opens channels,
 * and {@code WatchStream}, which holds one stream. Generated messages stop at the {@code *Client} classes that use this; the
 * translators here are for what all of them share: addresses, references, durations.
 *
 * <p>Threading: everything runs on the one event loop {@code ControlChannels} was given; only name lookups leave it. No
 * thread belongs to a stream.
 */
@NullMarked
package io.weft.proxy.control;

import org.jspecify.annotations.NullMarked;
