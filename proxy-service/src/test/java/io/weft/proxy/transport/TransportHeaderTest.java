package io.weft.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** wire-behaviour, 5: transport header. */
class TransportHeaderTest {
    private static final String PREFACE = "transport.l5d.io/v1\r\n\r\n";

    @Test
    void standsOnTheWireAsPrefaceBigEndianLengthAndProtobuf() {
        ByteBuf wire = encode(new TransportHeader(8080, "", Optional.of(TransportHeader.Session.HTTP2)));

        // port = 8080 as field 1 varint, session_protocol = field 3 with http2 = field 2, empty
        assertThat(ByteBufUtil.hexDump(wire)).isEqualTo(hex(PREFACE) + "00000007" + "08903f" + "1a021200");
    }

    @Test
    void opaqueBytesNameNoProtocol() {
        ByteBuf wire = encode(new TransportHeader(5432, "", Optional.empty()));

        assertThat(ByteBufUtil.hexDump(wire)).isEqualTo(hex(PREFACE) + "00000003" + "08b82a");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAndNotAByteMore(TransportHeader.Session session) {
        TransportHeader header = new TransportHeader(80, "web.shop.svc.cluster.local", Optional.of(session));
        ByteBuf wire = encode(header).writeBytes("rest".getBytes(StandardCharsets.US_ASCII));

        assertThat(TransportHeader.decode(wire)).contains(header);
        assertThat(wire.toString(StandardCharsets.US_ASCII)).isEqualTo("rest");
    }

    @Test
    void everyPrefixOfAHeaderWaitsForMore() {
        ByteBuf wire = encode(new TransportHeader(80, "", Optional.empty()));
        for (int length = 0; length < wire.readableBytes(); length++) {
            assertThat(TransportHeader.decode(wire.slice(0, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void anotherPrefaceIsRefused() {
        assertRefused(Unpooled.copiedBuffer("transport.l5d.io/v2\r\n\r\n\0\0\0\0", StandardCharsets.US_ASCII));
        assertRefused(Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: example\r\n\r\n", StandardCharsets.US_ASCII));
    }

    @Test
    void aLengthBeyondTheBufferIsRefused() {
        ByteBuf wire = Unpooled.copiedBuffer(PREFACE, StandardCharsets.US_ASCII).writeInt(64 * 1024);
        assertRefused(wire);
        assertRefused(Unpooled.copiedBuffer(PREFACE, StandardCharsets.US_ASCII).writeInt(-1));
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertRefused(framed("0800"));
        assertRefused(framed("08808004")); // 65536
        assertRefused(framed("")); // absent
    }

    @Test
    void damagedProtobufIsRefused() {
        assertRefused(framed("0a"));
    }

    @Test
    void strangersBytesNeverFailInAnotherWay() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            ByteBuf wire = framed(ByteBufUtil.hexDump(body));
            try {
                TransportHeader.decode(wire);
            } catch (TransportHeader.MalformedHeaderException refused) {
                assertThat(refused).hasMessageContaining("transport header");
            }
        }
    }

    private static void assertRefused(ByteBuf wire) {
        assertThatThrownBy(() -> TransportHeader.decode(wire))
                .isInstanceOf(TransportHeader.MalformedHeaderException.class);
    }

    private static ByteBuf framed(String hexBody) {
        byte[] body = ByteBufUtil.decodeHexDump(hexBody);
        return Unpooled.buffer()
                .writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII))
                .writeInt(body.length)
                .writeBytes(body);
    }

    private static ByteBuf encode(TransportHeader header) {
        ByteBuf wire = header.encode(UnpooledByteBufAllocator.DEFAULT);
        try {
            return Unpooled.copiedBuffer(wire);
        } finally {
            wire.release();
        }
    }

    private static String hex(String text) {
        return ByteBufUtil.hexDump(text.getBytes(StandardCharsets.US_ASCII));
    }
}
