package io.weft.proxy.admin;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the admin server is reached.
 *
 * @param address where to listen; port 0 picks a free one
 * @param shutdownEnabled whether {@code POST /shutdown} works
 * @param idleTimeout how long a connection may say nothing; positive
 * @param requestTimeout how long the bytes of a request may take to arrive; positive
 * @param answerTimeout how long a client may take to take its answer; positive
 * @see "proxy-env: ADMIN_LISTEN_ADDR, SHUTDOWN_ENDPOINT_ENABLED"
 */
public record AdminSettings(
        InetSocketAddress address,
        boolean shutdownEnabled,
        Duration idleTimeout,
        Duration requestTimeout,
        Duration answerTimeout) {
    /** With a minute of idleness, ten seconds for a request and half a minute for its answer. */
    public static AdminSettings of(InetSocketAddress address, boolean shutdownEnabled) {
        return new AdminSettings(
                address, shutdownEnabled, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
}
