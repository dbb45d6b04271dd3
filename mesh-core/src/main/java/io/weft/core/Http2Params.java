package io.weft.core;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How HTTP/2 connections to a replica are to be kept; what is empty, whoever connects decides.
 *
 * @param windows for what the replica may send
 * @param keepAlive empty: no pings
 * @param maxFrameSize of DATA the replica may send, 16384 to 16777215 bytes
 * @see "wire-api, 9: Http2ClientParams"
 */
public record Http2Params(Optional<Windows> windows, Optional<KeepAlive> keepAlive, OptionalInt maxFrameSize) {
    /** Nothing is said. */
    public static final Http2Params NONE = new Http2Params(Optional.empty(), Optional.empty(), OptionalInt.empty());

    /**
     * Windows in bytes, both positive.
     *
     * @param connection of all streams together
     * @param stream of each
     */
    public record Windows(int connection, int stream) {}

    /**
     * Pings.
     *
     * @param interval between pings, positive
     * @param timeout how long the connection may stay silent after one before it is closed, positive
     * @param whileIdle whether also while no stream is open
     */
    public record KeepAlive(Duration interval, Duration timeout, boolean whileIdle) {}
}
