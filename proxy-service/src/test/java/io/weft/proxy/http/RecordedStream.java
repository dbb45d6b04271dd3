package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;

/** A client that remembers what it was told. */
public final class RecordedStream implements ServerStream {
    final List<String> told = new ArrayList<>();
    int credited;

    /** What it was told, in order. */
    public List<String> told() {
        return told;
    }

    @Override
    public void respond(Http2Headers head, boolean end) {
        told.add("status " + head.status());
    }

    @Override
    public void tunnel(Http2Headers head, Channel to) {
        told.add("tunnel " + head.status());
    }

    @Override
    public void responseData(ByteBuf data, boolean end) {
        told.add("data " + data.readableBytes());
        data.release();
    }

    @Override
    public void responseTrailers(Http2Headers trailers) {
        told.add("trailers");
    }

    @Override
    public void resetResponse(long errorCode) {
        told.add("reset " + errorCode);
    }

    @Override
    public void abandonResponse() {
        told.add("abandoned");
    }

    @Override
    public void requestConsumed(int bytes) {
        credited += bytes;
    }

    @Override
    public void closeAfterResponse() {
        told.add("close");
    }
}
