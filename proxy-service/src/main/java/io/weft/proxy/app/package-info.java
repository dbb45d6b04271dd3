/**
 * Starts, wires and drains the proxy. {@link io.weft.proxy.app.ProxyApp} is the only class that knows every package.
 */
@NullMarked
package io.weft.proxy.app;

import org.jspecify.annotations.NullMarked;
