package io.weft.proxy.http;

/** Fired through the pipeline of every accepted connection when the proxy begins to drain. */
public enum DrainEvent {
    /** Take no further request; finish what is running; close. */
    DRAIN
}
