package io.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Settings;
import io.weft.core.Http2Params;
import io.weft.core.Http2Params.KeepAlive;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What dialled HTTP/2 connections are told and held to.
 *
 * @param keepAlive empty: no pings
 * @param maxFrameSize of DATA sent to us, 16384 to 16777215 bytes; empty: 16384
 * @see "proxy-behaviour, 8"
 */
public record Http2ClientSettings(Http2Windows windows, Optional<KeepAlive> keepAlive, OptionalInt maxFrameSize) {
    /** {@code ours}, and whatever of it the server's side says otherwise. */
    public static Http2ClientSettings of(Http2Windows ours, Http2Params theirs) {
        return new Http2ClientSettings(
                theirs.windows()
                        .map(told -> new Http2Windows(told.stream(), told.connection()))
                        .orElse(ours),
                theirs.keepAlive(),
                theirs.maxFrameSize());
    }

    /** No pings, and frames of the ordinary size. */
    public static Http2ClientSettings of(Http2Windows windows) {
        return of(windows, Http2Params.NONE);
    }

    Http2Settings settings() {
        Http2Settings settings = windows.settings().pushEnabled(false);
        maxFrameSize.ifPresent(settings::maxFrameSize);
        return settings;
    }
}
