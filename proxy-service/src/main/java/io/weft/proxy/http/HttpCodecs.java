package io.weft.proxy.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.weft.proxy.transport.Draining;
import io.weft.proxy.transport.LastWords;
import io.weft.proxy.transport.Pipelines;

/** Installs the codecs, with one set of limits. */
public final class HttpCodecs {
    private HttpCodecs() {}

    /** An accepted connection that speaks HTTP/1. */
    public static void serveHttp1(Channel channel, HeadRoom room, RequestHandler handler) {
        HeadRoom.Share share = room.newShare();
        Http1RequestDecoder decoder = requestDecoder();
        Http1ServerHandler requests = new Http1ServerHandler(handler, share, decoder);
        Pipelines.append(channel.pipeline(), "patience", new Http1Patience(requests, share));
        Pipelines.append(channel.pipeline(), "decoder", decoder);
        Pipelines.append(channel.pipeline(), "encoder", new HttpResponseEncoder());
        Pipelines.append(channel.pipeline(), "requests", requests);
        Draining.follow(channel);
    }

    static Http1RequestDecoder requestDecoder() {
        return new Http1RequestDecoder(limits());
    }

    /** An accepted connection that speaks HTTP/2. */
    public static void serveHttp2(
            Channel channel, Http2ServerSettings settings, ResetLimit resets, HeadRoom room, RequestHandler handler) {
        Pipelines.append(channel.pipeline(), "http2", Http2ServerHandler.of(settings, resets, room, handler));
        Draining.follow(channel);
    }

    static void dialHttp1(Channel channel, Http1ClientHandler connection) {
        LastWords.hear(channel);
        Pipelines.append(channel.pipeline(), "answers", new Http1ResponseDecoder(limits()));
        Pipelines.append(channel.pipeline(), "requests", new HttpRequestEncoder());
        Pipelines.append(channel.pipeline(), "exchange", connection);
    }

    private static HttpDecoderConfig limits() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpLimits.MAX_HEAD_BYTES)
                .setMaxHeaderSize(HttpLimits.MAX_HEAD_BYTES)
                .setMaxChunkSize(HttpLimits.MAX_CHUNK_BYTES);
    }
}
