package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * Who talks to whom.
 *
 * @param src a client without a sidecar is {@code unmeshed}, with neither namespace nor type
 * @param clientId what the client's certificate proves; empty if it has none
 * @param serverId what the client saw the server prove; empty if nothing
 * @param noIdentityMsg why the edge is not secured; empty if it is
 * @param secured both sides say so: the client saw the server's identity, the server saw the client's, over TLS
 * @param requests responses that ended in the window
 * @param tcpStats of the side that tells; a stream that stays open shows here alone
 * @param observedSeconds how much of the window was watched, for rates
 * @param successRate from 0 to 1; null without requests
 */
public record EdgeJson(
        ResourceName src,
        ResourceName dst,
        String clientId,
        String serverId,
        String noIdentityMsg,
        boolean secured,
        @JsonFormat(shape = STRING) long requests,
        @Nullable Double successRate,
        @JsonFormat(shape = STRING) long latencyMsP50,
        @JsonFormat(shape = STRING) long latencyMsP95,
        @JsonFormat(shape = STRING) long latencyMsP99,
        TcpStatsJson tcpStats,
        double observedSeconds) {}
