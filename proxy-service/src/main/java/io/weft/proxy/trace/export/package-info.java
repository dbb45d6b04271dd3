/**
 * Spans on their way to a collector, in OpenTelemetry's words. Start at
 * {@link io.weft.proxy.trace.export.CollectorClient}; {@code SpanTranslator} knows the words, {@code Resource} who we are.
 *
 * <p>Threading: the admin loop.
 */
@NullMarked
package io.weft.proxy.trace.export;

import org.jspecify.annotations.NullMarked;
