package io.weft.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HalfCloseHandlerTest {
    private static final byte[] DATA = record(40);
    private static final byte[] GOODBYE = record(19);

    private final List<Object> events = new ArrayList<>();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new HalfCloseHandler(), new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                    events.add(event);
                }
            });

    @BeforeEach
    void begin() {
        channel.freezeTime();
        HalfCloseHandler.begin(channel);
    }

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    private static byte[] record(int length) {
        byte[] record = new byte[5 + length];
        record[0] = 23;
        record[1] = 3;
        record[2] = 3;
        record[4] = (byte) length;
        return record;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void read(byte[] bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes));
    }

    private void end() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    private String passed() {
        StringBuilder hex = new StringBuilder();
        for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
            byte[] bytes = new byte[next.readableBytes()];
            next.readBytes(bytes).release();
            hex.append(HexFormat.of().formatHex(bytes));
        }
        return hex.toString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void theGoodbyeBeforeTheEndIsTakenForIt() {
        read(join(DATA, GOODBYE));
        end();

        assertThat(passed()).isEqualTo(hex(DATA));
        assertThat(events).containsExactly(ChannelInputShutdownEvent.INSTANCE);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aGoodbyeInPiecesIsOneTooWhereverItIsCut() {
        for (int cut = 1; cut < GOODBYE.length; cut++) {
            EmbeddedChannel cutHere = new EmbeddedChannel(new HalfCloseHandler());
            cutHere.freezeTime();
            HalfCloseHandler.begin(cutHere);
            cutHere.writeInbound(Unpooled.copiedBuffer(join(DATA, Arrays.copyOf(GOODBYE, cut))));
            cutHere.writeInbound(Unpooled.copiedBuffer(Arrays.copyOfRange(GOODBYE, cut, GOODBYE.length)));
            cutHere.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            ByteBuf passed = cutHere.readInbound();

            assertThat(passed.readableBytes()).as("cut at %d", cut).isEqualTo(DATA.length);
            assertThat(cutHere.isOpen()).as("cut at %d", cut).isTrue();
            assertThat(cutHere.inboundMessages()).isEmpty();
            passed.release();
            cutHere.finishAndReleaseAll();
        }
    }

    @Test
    void anEndWithoutGoodbyeIsATruncation() {
        read(DATA);
        end();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anEndWithinTheGoodbyeIsATruncation() {
        read(join(DATA, Arrays.copyOf(GOODBYE, GOODBYE.length - 1)));
        end();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whatLooksLikeAGoodbyeAndIsNoneLosesNothing() {
        read(GOODBYE);
        read(join(GOODBYE, DATA));
        assertThat(passed()).isEqualTo(hex(join(GOODBYE, join(GOODBYE, DATA))));

        read(GOODBYE);
        assertThat(passed()).isEmpty();
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(passed()).as("nothing followed for a moment").isEqualTo(hex(GOODBYE));
    }
}
