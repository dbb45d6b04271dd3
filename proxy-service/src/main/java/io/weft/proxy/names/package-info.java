/**
 * Addresses of hosts outside the mesh, by their names: the hosts file, then DNS, asked again when an answer has grown old.
 *
 * <p>Start at {@link io.weft.proxy.names.HostNames}. Threading: safe from any thread; nothing blocks whoever asks.
 */
@NullMarked
package io.weft.proxy.names;

import org.jspecify.annotations.NullMarked;
