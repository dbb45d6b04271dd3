package io.weft.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.weft.testkit.pki.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** wire-behaviour, 3.1: whom a ClientHello asks for. */
class ServerNameTest {
    private static final String OURS = "web.shop.serviceaccount.identity.linkerd.cluster.local";

    private static final MeshTls UNCERTIFIED =
            new MeshTls(TestAuthority.create().anchors(), Duration.ofSeconds(10));

    private final RecordedDetection detection = new RecordedDetection();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new TlsDetectHandler(UNCERTIFIED, OURS, false, Duration.ofDays(1), detection));

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void anotherNamePasses() {
        String longest = "a".repeat(255);
        channel.writeInbound(clientHello(longest));

        assertThat(detection.told).containsExactly(new TlsStatus.Passthru(longest));
        assertThat(channel.isOpen()).isTrue();
    }

    /** It would be remembered in metrics, as often and as long as strangers like. */
    @Test
    void whatIsLongerThanAnyNameEndsTheConnection() {
        channel.writeInbound(clientHello("a".repeat(256)));

        assertThat(detection.told).singleElement().isInstanceOf(DecoderException.class);
        assertThat(channel.isOpen()).isFalse();
    }

    /** RFC 8446 §4.1.2, in one record. */
    private static ByteBuf clientHello(String serverName) {
        int name = serverName.length();
        int extension = 5 + name;
        int hello = 2 + 32 + 1 + 4 + 2 + 2 + 4 + extension;
        return Unpooled.buffer()
                .writeByte(22) // handshake
                .writeShort(0x0301)
                .writeShort(4 + hello)
                .writeByte(1) // ClientHello
                .writeMedium(hello)
                .writeShort(0x0303)
                .writeZero(32 + 1) // random, no session
                .writeShort(2)
                .writeShort(0x1301)
                .writeShort(0x0100) // no compression
                .writeShort(4 + extension)
                .writeShort(0) // server_name
                .writeShort(extension)
                .writeShort(extension - 2)
                .writeByte(0)
                .writeShort(name)
                .writeBytes(serverName.getBytes(StandardCharsets.US_ASCII));
    }
}
