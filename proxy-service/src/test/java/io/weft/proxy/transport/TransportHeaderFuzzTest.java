package io.weft.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weft.proxy.transport.TransportHeader.MalformedHeaderException;
import java.util.Optional;

/** Whatever a meshed stranger says first is a header, not enough of one, or refused. */
class TransportHeaderFuzzTest {
    @FuzzTest
    void bytesAreAHeaderOrRefusedOrWaitForMore(byte[] said) {
        ByteBuf wire = Unpooled.wrappedBuffer(said);
        try {
            Optional<TransportHeader> header = TransportHeader.decode(wire);
            if (header.isEmpty()) {
                assertThat(wire.readableBytes()).isEqualTo(said.length).isLessThan(TransportHeader.LIMIT);
            } else {
                assertThat(header.get().port()).isBetween(1, 65_535);
                assertThat(again(header.get())).isEqualTo(header);
            }
        } catch (MalformedHeaderException refused) {
            assertThat(said.length).isGreaterThanOrEqualTo(TransportHeader.PREFIX);
        }
    }

    private static Optional<TransportHeader> again(TransportHeader header) {
        ByteBuf written = header.encode(UnpooledByteBufAllocator.DEFAULT);
        try {
            return TransportHeader.decode(written);
        } finally {
            written.release();
        }
    }
}
