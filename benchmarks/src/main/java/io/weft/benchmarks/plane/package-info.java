/**
 * What a change costs that all proxies hear of: destination-service with a whole cluster before it and thousands of proxies
 * behind it.
 *
 * <p>Start at {@link io.weft.benchmarks.plane.PlaneMain}, a process that is both the API server and all the proxies, so that
 * one clock measures. Threading: the main thread; what the proxies hear arrives on the event loops of their connections.
 */
@NullMarked
package io.weft.benchmarks.plane;

import org.jspecify.annotations.NullMarked;
