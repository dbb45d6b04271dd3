package io.weft.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteRelayTest {
    private static final byte[] PIECE = new byte[65 * 1024];

    private final EmbeddedChannel left = new EmbeddedChannel();
    private final EmbeddedChannel right = new EmbeddedChannel();

    @Test
    void bothChannelsAreClosedOnceBothDirectionsHaveEnded() {
        ByteRelay.join(left, right);
        left.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        boolean halfOpen = left.isOpen() && right.isOpen();
        right.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

        assertThat(halfOpen).isTrue();
        assertThat(left.isOpen()).isFalse();
        assertThat(right.isOpen()).isFalse();
        left.finishAndReleaseAll();
        right.finishAndReleaseAll();
    }

    /** There is room for 24 MiB in all. */
    @Test
    void ofThoseThatAreNotReadTheFirstGo() {
        List<EmbeddedChannel> readers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            readers.add(unread());
        }
        boolean first = readers.getFirst().isOpen();
        boolean last = readers.getLast().isOpen();
        long open = readers.stream().filter(EmbeddedChannel::isOpen).count();
        readers.forEach(EmbeddedChannel::finishAndReleaseAll);

        assertThat(first).isFalse();
        assertThat(last).isTrue();
        assertThat(open).isBetween(300L, 384L);
    }

    @Test
    void whoIsReadIsNoneOfThem() {
        for (int i = 0; i < 600; i++) {
            EmbeddedChannel reader = unread();
            reader.flush();

            assertThat(reader.isOpen()).isTrue();
            reader.finishAndReleaseAll();
        }
    }

    /** Its channel does not flush until it is told to, and holds as much as it may. */
    private static EmbeddedChannel unread() {
        EmbeddedChannel from = new EmbeddedChannel();
        EmbeddedChannel to = new EmbeddedChannel();
        ByteRelay.join(from, to);
        from.pipeline().fireChannelRead(Unpooled.wrappedBuffer(PIECE));
        to.runPendingTasks();
        return to;
    }
}
