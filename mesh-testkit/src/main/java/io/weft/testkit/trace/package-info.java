/**
 * A collector of spans that is none of ours.
 *
 * <p>Start at {@link io.weft.testkit.trace.SpanReceiver}. Spans come on gRPC's threads and may be read from any.
 */
@NullMarked
package io.weft.testkit.trace;

import org.jspecify.annotations.NullMarked;
