/** The header between sidecars, byte by byte. Start at {@code TransportHeaderTest}. Threading: the test's. */
@NullMarked
package io.weft.proxy.transport;

import org.jspecify.annotations.NullMarked;
