package io.weft.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.junit.jupiter.api.Test;

class ByteRelayTest {
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
}
