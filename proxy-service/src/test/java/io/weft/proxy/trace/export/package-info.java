/**
 * Tests of spans on their way to a collector. Start at {@link io.weft.proxy.trace.export.CollectorClientTest}.
 *
 * <p>Threading: tests on their own thread, the client on a loop.
 */
@NullMarked
package io.weft.proxy.trace.export;

import org.jspecify.annotations.NullMarked;
