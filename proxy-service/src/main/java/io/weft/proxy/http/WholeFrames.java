package io.weft.proxy.http;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
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

    /** Of a connection that was accepted. */
    static Http2Connection accepted() {
        return connection(true);
    }

    /**
     * Of a connection that was dialled. Many clients share it, so what one of them does not read must not keep the others' answers
     * away: only each stream's window says how much may come, the connection's is always open.
     */
    static Http2Connection dialled() {
        Http2Connection connection = connection(false);
        connection
                .local()
                .flowController(new DefaultHttp2LocalFlowController(
                        connection, DefaultHttp2LocalFlowController.DEFAULT_WINDOW_UPDATE_RATIO, true));
        return connection;
    }

    private static Http2Connection connection(boolean server) {
        Http2Connection connection = new DefaultHttp2Connection(server);
        UniformStreamByteDistributor inTurn = new UniformStreamByteDistributor(connection);
        inTurn.minAllocationChunk(Http2CodecUtil.DEFAULT_MAX_FRAME_SIZE);
        connection.remote().flowController(new DefaultHttp2RemoteFlowController(connection, inTurn));
        return connection;
    }
}
