package io.weft.proxy.transport;

/** Fired through the pipeline of every accepted connection when the proxy begins to drain. */
public enum DrainEvent {
    /** Take no further request; finish what is running; close. What nobody takes note of ends the connection. */
    DRAIN
}
