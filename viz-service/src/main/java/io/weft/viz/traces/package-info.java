/**
 * Traces: takes spans from whoever exports them over OTLP, keeps a bounded number, and answers which traces there are and how
 * one went.
 *
 * <p>Start at {@link io.weft.viz.traces.TraceStore}; {@code TraceCalls} fills it, {@link io.weft.viz.traces.TracesApi} asks it.
 *
 * <p>Threading: spans come on gRPC's threads, questions on the web server's; the store between them is safe from any thread.
 */
@NullMarked
package io.weft.viz.traces;

import org.jspecify.annotations.NullMarked;
