package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.RawHttp2.Sent;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http2PatienceTest {
    private static final int END_HEADERS = 4;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RawHttp2 client = new RawHttp2(channel);
    private final HeadRoom room = HeadRoom.beside(100);
    private final List<ServerStream> requests = new ArrayList<>();
    private final List<ProxyFault> refusals = new ArrayList<>();

    Http2PatienceTest() {
        channel.freezeTime();
        HttpCodecs.serveHttp2(channel, Http2ServerSettings.standard(), ResetLimit.OF_ONE, room, new RequestHandler() {
            @Override
            public RequestListener request(ServerStream stream, RequestHead head, boolean end) {
                requests.add(stream);
                return new DeafListener();
            }

            @Override
            public boolean refused(ProxyFault fault) {
                return refusals.add(fault);
            }
        });
        client.greet();
        client.sent();
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aBlockThatIsBegunAndNotEndedIsGivenUpAfterHalfAMinute() {
        client.frame(Http2FrameTypes.HEADERS, 0, 1, field("x-1"));
        pass(Duration.ofSeconds(29));
        boolean before = channel.isOpen();
        pass(Duration.ofSeconds(1));

        assertThat(before).isTrue();
        assertGivenUp(ProxyFault.BAD_REQUEST);
    }

    @Test
    void aBlockThatDripsIsGivenUpAsWell() {
        client.frame(Http2FrameTypes.HEADERS, 0, 1, field("x-1"));
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofSeconds(9));
            client.frame(Http2FrameTypes.CONTINUATION, 0, 1, field("x-" + i));
        }
        pass(Duration.ofSeconds(3));

        assertGivenUp(ProxyFault.BAD_REQUEST);
    }

    /** Not one whole frame after the preface. */
    @Test
    void aFrameThatDripsIsGivenUpAsWell() {
        byte[] headers = {0, 0, 100, Http2FrameTypes.HEADERS, END_HEADERS, 0, 0, 0, 1, 0, 0, 0, 0};
        for (byte next : headers) {
            client.receive(Unpooled.wrappedBuffer(new byte[] {next}));
            pass(Duration.ofSeconds(2));
        }
        pass(Duration.ofSeconds(4));

        assertGivenUp(ProxyFault.BAD_REQUEST);
    }

    @Test
    void whatComesSlowlyButWholeIsServed() throws Exception {
        client.receive(Unpooled.wrappedBuffer(new byte[] {0, 0}));
        pass(Duration.ofSeconds(19));
        client.receive(Unpooled.wrappedBuffer(new byte[] {8, Http2FrameTypes.PING, 0, 0, 0, 0, 0}));
        client.receive(Unpooled.buffer().writeLong(1));
        client.receive(Unpooled.wrappedBuffer(new byte[] {0}));
        pass(Duration.ofSeconds(19));
        client.receive(Unpooled.wrappedBuffer(new byte[] {0, 8, Http2FrameTypes.PING, 0, 0, 0, 0, 0}));
        client.receive(Unpooled.buffer().writeLong(2));
        client.get(1);
        pass(Duration.ofHours(1));

        assertThat(channel.isOpen()).isTrue();
        assertThat(requests).hasSize(1);
    }

    @Test
    void aConnectionBetweenFramesMayWait() throws Exception {
        pass(Duration.ofHours(1));
        client.get(1);
        pass(Duration.ofHours(1));
        requests.getFirst().respond(new DefaultHttp2Headers().status("204"), true);
        pass(Duration.ofDays(1));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aBodyThatFallsSilentWithinAFrameIsGivenUpAfterFiveMinutes() {
        post();
        client.receive(Unpooled.wrappedBuffer(new byte[] {0, 0, 5, Http2FrameTypes.DATA, 0, 0, 0, 0, 1, 'h', 'e'}));
        pass(Duration.ofMinutes(4));
        client.receive(Unpooled.wrappedBuffer(new byte[] {'l'}));
        pass(Duration.ofMinutes(5));
        boolean before = channel.isOpen();
        pass(Duration.ofSeconds(20));

        assertThat(before).isTrue();
        assertThat(channel.isOpen()).isFalse();
        assertThat(refusals).as("a request that was taken ends by itself").isEmpty();
    }

    @Test
    void aStreamMayBeSilentBetweenFrames() {
        post();
        client.frame(Http2FrameTypes.DATA, 0, 1, Unpooled.wrappedBuffer(new byte[5]));
        pass(Duration.ofDays(1));

        assertThat(channel.isOpen()).isTrue();
    }

    /** There is room for 200 KiB. */
    @Test
    void whoBeginsALargeHeadWhereThereIsNoRoomIsHungUpOn() {
        room.newShare().fits(180 * 1024);
        client.frame(Http2FrameTypes.HEADERS, 0, 1, large(15 * 1024));
        boolean before = refusals.isEmpty();
        client.frame(Http2FrameTypes.CONTINUATION, 0, 1, large(10 * 1024));

        assertThat(before).isTrue();
        assertGivenUp(ProxyFault.OVERLOADED);
        assertThat(room.newShare().fits(20 * 1024)).as("it is given back").isTrue();
    }

    @Test
    void aLargeHeadTakesRoomWhileItComesAndNoLonger() {
        client.frame(Http2FrameTypes.HEADERS, 0, 1, large(15 * 1024));
        boolean during = room.newShare().fits(190 * 1024);
        client.frame(Http2FrameTypes.CONTINUATION, END_HEADERS, 1, field("x-last"));

        assertThat(during).isFalse();
        assertThat(room.newShare().fits(200 * 1024)).isTrue();
    }

    /** The head's bytes come in twenty reads, and no frame is whole in any. */
    @Test
    void aLargeHeadTakesRoomHoweverItComes() {
        room.newShare().fits(190 * 1024);
        client.receive(Unpooled.wrappedBuffer(new byte[] {0, 64, 0, Http2FrameTypes.HEADERS, 0, 0, 0, 0, 1}));
        for (int i = 0; i < 20 && channel.isOpen(); i++) {
            client.receive(Unpooled.wrappedBuffer(new byte[800]));
        }

        assertGivenUp(ProxyFault.OVERLOADED);
    }

    @Test
    void bodiesAndSmallHeadsNeedNoRoom() throws Exception {
        room.newShare().fits(200 * 1024);
        client.get(1);
        client.frame(Http2FrameTypes.HEADERS, 0, 3, large(2 * 1024));
        client.frame(Http2FrameTypes.CONTINUATION, END_HEADERS, 3, field("x-last"));
        post(5);
        client.frame(Http2FrameTypes.DATA, 0, 5, Unpooled.wrappedBuffer(new byte[16_000]));

        assertThat(channel.isOpen()).isTrue();
        assertThat(refusals).isEmpty();
    }

    /** Its window is closed, and nothing more can be said to it. */
    @Test
    void whoDoesNotReadThatItIsOverIsClosedSoonAfter() {
        channel.pipeline().addFirst(new FullSocket());
        client.frame(Http2FrameTypes.CONTINUATION, 0, 1, field("x-1"));
        pass(Duration.ofSeconds(Http2Handler.FAREWELL_SECONDS - 1));
        boolean before = channel.isOpen();
        pass(Duration.ofSeconds(1));

        assertThat(before).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }

    private void assertGivenUp(ProxyFault counted) {
        assertThat(client.sent()).extracting(Sent::what).containsExactly("GOAWAY");
        assertThat(channel.isOpen()).isFalse();
        assertThat(refusals).containsExactly(counted);
        assertThat(requests).isEmpty();
    }

    private void post() {
        post(1);
    }

    private void post(int stream) {
        ByteBuf block = Unpooled.wrappedBuffer(new byte[] {(byte) 0x83, (byte) 0x86, (byte) 0x84}); // POST http /
        client.frame(Http2FrameTypes.HEADERS, END_HEADERS, stream, block);
    }

    private static ByteBuf field(String name) {
        return literal(name, 1);
    }

    private static ByteBuf large(int bytes) {
        return literal("x-large", bytes);
    }

    /** A literal with a new name, not indexed (RFC 7541 §6.2.2). */
    private static ByteBuf literal(String name, int valueBytes) {
        ByteBuf field = Unpooled.buffer().writeByte(0).writeByte(name.length());
        field.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        if (valueBytes < 127) {
            return field.writeByte(valueBytes).writeZero(valueBytes);
        }
        int rest = valueBytes - 127;
        field.writeByte(127);
        for (; rest >= 128; rest >>= 7) {
            field.writeByte((rest & 127) | 128);
        }
        return field.writeByte(rest).writeBytes("x".repeat(valueBytes).getBytes(StandardCharsets.US_ASCII));
    }

    private void pass(Duration time) {
        int step = time.compareTo(Duration.ofMinutes(1)) > 0 ? 10 : 1;
        for (long seconds = time.toSeconds(); seconds > 0; seconds -= step) {
            channel.advanceTimeBy(step, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    /** Takes nothing until it is closed. */
    private static final class FullSocket extends ChannelOutboundHandlerAdapter {
        private final List<ChannelPromise> waiting = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            waiting.add(promise);
        }

        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
            waiting.forEach(each -> each.setFailure(new ClosedChannelException()));
            ctx.close(promise);
        }
    }
}
