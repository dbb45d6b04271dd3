package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeFramesTest {
    private static final int STREAMS = 50;
    private static final int BODY = 65_535;

    @Test
    void largeBodiesOfManyStreamsGoOutInWholeFrames() throws Exception {
        Http2Connection connection = WholeFrames.accepted();
        Http2RemoteFlowController flow = connection.remote().flowController();
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        flow.channelHandlerContext(channel.pipeline().firstContext());
        flow.incrementWindowSize(connection.connectionStream(), STREAMS * BODY);
        List<Piece> sent = new ArrayList<>();
        for (int id = 1; id < 2 * STREAMS; id += 2) {
            Http2Stream stream = connection.remote().createStream(id, false);
            flow.addFlowControlled(stream, new Body(id, sent));
        }

        flow.writePendingBytes();

        assertThat(sent.stream().mapToInt(Piece::bytes).sum()).isEqualTo(STREAMS * BODY);
        assertThat(sent)
                .as("four frames a body, and some cut where the channel was full")
                .hasSizeBetween(4 * STREAMS, 5 * STREAMS);
        channel.finishAndReleaseAll();
    }

    private record Piece(int stream, int bytes) {}

    /** As the encoder's: takes no more at a time than it is allowed. */
    private static final class Body implements Http2RemoteFlowController.FlowControlled {
        private final int stream;
        private final List<Piece> sent;
        private int left = BODY;

        Body(int stream, List<Piece> sent) {
            this.stream = stream;
            this.sent = sent;
        }

        @Override
        public int size() {
            return left;
        }

        @Override
        public void write(ChannelHandlerContext ctx, int allowed) {
            int bytes = Math.min(left, allowed);
            if (bytes > 0) {
                left -= bytes;
                sent.add(new Piece(stream, bytes));
            }
        }

        @Override
        public void error(ChannelHandlerContext ctx, Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void writeComplete() {}

        @Override
        public boolean merge(ChannelHandlerContext ctx, Http2RemoteFlowController.FlowControlled next) {
            return false;
        }
    }
}
