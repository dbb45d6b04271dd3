package io.weft.proxy.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolDetectHandlerTest {
    private final List<Detection> verdicts = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new ProtocolDetectHandler(Duration.ofSeconds(10), (ctx, verdict, waited) -> verdicts.add(verdict)));

    @Test
    void aConnectionThatEndsBeforeItSaysAnythingIsAnError() {
        channel.close();

        assertThat(verdicts).containsExactly(Detection.BROKEN);
    }

    @Test
    void aConnectionThatEndsAfterwardsIsCountedOnce() {
        channel.writeInbound(Unpooled.copiedBuffer("EHLO mail.example.com\r\n", StandardCharsets.US_ASCII));
        channel.close();
        channel.releaseInbound();

        assertThat(verdicts).containsExactly(Detection.NOT_HTTP);
    }
}
