package io.weft.proxy.http;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * Connections that deal what the peer will take among their streams in turn, a whole frame at a time. Netty's own way is to
 * deal single kilobytes by priority: with many streams under way each large body would go out in frames of a kilobyte, and
 * priorities are no longer said by anyone (RFC 9113 §5.3).
 */
final class WholeFrames {
    private WholeFrames() {}

    /** {@code server}: whether the peer dialled. */
    static Http2Connection connection(boolean server) {
        Http2Connection connection = new DefaultHttp2Connection(server);
        UniformStreamByteDistributor inTurn = new UniformStreamByteDistributor(connection);
        inTurn.minAllocationChunk(Http2CodecUtil.DEFAULT_MAX_FRAME_SIZE);
        connection.remote().flowController(new DefaultHttp2RemoteFlowController(connection, inTurn));
        return connection;
    }
}
