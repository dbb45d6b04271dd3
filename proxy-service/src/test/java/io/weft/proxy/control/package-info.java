/**
 * Channels over real sockets, streams over a scripted channel and a clock that is advanced. Start at
 * {@code WatchStreamTest}. Threading: a loop that the test runs by hand, or real ones over sockets.
 */
@NullMarked
package io.weft.proxy.control;

import org.jspecify.annotations.NullMarked;
