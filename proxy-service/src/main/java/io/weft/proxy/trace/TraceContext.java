package io.weft.proxy.trace;

/**
 * What a request's head says of the trace it belongs to.
 *
 * @param high upper half of the trace's id; 0 where it has 64 bits
 * @param low lower half
 * @param parent the span that sent the request
 * @param sampled whether spans of the trace are kept
 * @param wire how it was written, and is to be written again
 */
record TraceContext(long high, long low, long parent, boolean sampled, Wire wire) {
    /** Ways to write it, in the order in which they are looked for. */
    enum Wire {
        /** {@code traceparent}. */
        W3C,
        /** {@code grpc-trace-bin}. */
        GRPC,
        /** {@code x-b3-traceid} and its like. */
        B3
    }
}
