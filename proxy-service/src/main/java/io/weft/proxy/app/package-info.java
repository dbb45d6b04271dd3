/**
 * Starts, wires and drains the proxy.
 *
 * <p>Start at {@link io.weft.proxy.app.ProxyApp}, the only class that knows every package;
 * {@link io.weft.proxy.app.ProxyMain} is the process. Threading: starting and draining block, so neither happens on an
 * event loop.
 */
@NullMarked
package io.weft.proxy.app;

import org.jspecify.annotations.NullMarked;
