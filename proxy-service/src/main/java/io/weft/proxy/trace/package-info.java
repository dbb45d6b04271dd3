/**
 * Traces: each request gets a span, as part of the trace its head names or of one begun here, in front of everything else that
 * happens to it. Start at {@link io.weft.proxy.trace.Tracer}.
 *
 * <p>Threading: spans are begun and ended on event loops, and taken from their queue by whoever exports them.
 *
 * @see "proxy-behaviour, 12: Tracing"
 */
@NullMarked
package io.weft.proxy.trace;

import org.jspecify.annotations.NullMarked;
