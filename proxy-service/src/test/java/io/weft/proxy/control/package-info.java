/** Channels over real sockets, streams over a scripted channel and a clock that is advanced. Start at {@code WatchStreamTest}. */
@NullMarked
package io.weft.proxy.control;

import org.jspecify.annotations.NullMarked;
