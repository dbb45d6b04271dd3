package io.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Settings;
import io.weft.core.Http2Params.KeepAlive;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What accepted HTTP/2 connections are told and held to.
 *
 * @param keepAlive empty: no pings
 * @param maxConcurrentStreams empty: no limit
 * @param maxFrameSize of DATA sent to us, 16384 to 16777215 bytes; empty: 16384
 * @param maxHeaderListSize of a request's head in bytes; empty: 64 KiB
 * @see "proxy-behaviour, 8"
 */
public record Http2ServerSettings(
        Http2Windows windows,
        Optional<KeepAlive> keepAlive,
        OptionalInt maxConcurrentStreams,
        OptionalInt maxFrameSize,
        OptionalInt maxHeaderListSize) {
    /** Standard windows, no pings, no limits but the size of a head. */
    public static Http2ServerSettings standard() {
        return new Http2ServerSettings(
                Http2Windows.standard(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    Http2Settings settings() {
        Http2Settings settings = windows.settings();
        maxConcurrentStreams.ifPresent(settings::maxConcurrentStreams);
        maxFrameSize.ifPresent(settings::maxFrameSize);
        maxHeaderListSize.ifPresent(settings::maxHeaderListSize);
        return settings;
    }
}
