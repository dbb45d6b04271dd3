package io.weft.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HalfCloseHandlerTest {
    private static final byte[] DATA = new byte[40];
    /** As long as an alert: only decrypted it can be told from a close_notify. */
    private static final byte[] TWO_BYTES = {1, 2};

    private final TlsPair pair = new TlsPair();

    @AfterEach
    void close() {
        pair.close();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void read(TlsPair pair, byte[] records) {
        pair.server.writeInbound(Unpooled.copiedBuffer(records));
    }

    private static void end(TlsPair pair) {
        pair.server.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    private static byte[] passed(TlsPair pair) {
        byte[] all = {};
        for (ByteBuf next = pair.server.readInbound(); next != null; next = pair.server.readInbound()) {
            byte[] bytes = new byte[next.readableBytes()];
            next.readBytes(bytes).release();
            all = join(all, bytes);
        }
        return all;
    }

    @Test
    void theGoodbyeBeforeTheEndIsTakenForIt() {
        read(pair, join(pair.data(DATA), pair.goodbye()));
        end(pair);

        assertThat(passed(pair)).isEqualTo(DATA);
        assertThat(pair.ends).containsExactly(ChannelInputShutdownEvent.INSTANCE);
        assertThat(pair.server.isOpen()).isTrue();
    }

    @Test
    void aGoodbyeInPiecesIsOneTooWhereverItIsCut() {
        for (int cut = 1; cut < LoneRecord.ALERT_BYTES; cut++) {
            try (TlsPair cutHere = new TlsPair()) {
                byte[] data = cutHere.data(DATA);
                byte[] goodbye = cutHere.goodbye();
                read(cutHere, join(data, Arrays.copyOf(goodbye, cut)));
                read(cutHere, Arrays.copyOfRange(goodbye, cut, goodbye.length));
                end(cutHere);

                assertThat(passed(cutHere)).as("cut at %d", cut).isEqualTo(DATA);
                assertThat(cutHere.ends).as("cut at %d", cut).hasSize(1);
                assertThat(cutHere.server.isOpen()).as("cut at %d", cut).isTrue();
            }
        }
    }

    @Test
    void theEndMayComeLongAfterTheGoodbye() {
        read(pair, join(pair.data(DATA), pair.goodbye()));
        assertThat(pair.ends).as("nothing waits for the end of the TCP stream").hasSize(1);

        pair.server.writeOutbound(Unpooled.copiedBuffer(TWO_BYTES));
        end(pair);
        assertThat(pair.answered()).isEqualTo(TWO_BYTES);
        assertThat(pair.ends).hasSize(1);
    }

    @Test
    void anEndWithoutGoodbyeIsATruncation() {
        read(pair, pair.data(DATA));
        end(pair);
        assertThat(pair.server.isOpen()).isFalse();
    }

    @Test
    void anEndWithinTheGoodbyeIsATruncation() {
        byte[] data = pair.data(DATA);
        read(pair, join(data, Arrays.copyOf(pair.goodbye(), LoneRecord.ALERT_BYTES - 1)));
        end(pair);
        assertThat(pair.server.isOpen()).isFalse();
        assertThat(pair.ends).isEmpty();
    }

    @Test
    void whatLooksLikeAGoodbyeAndIsNoneLosesNothing() {
        read(pair, pair.data(TWO_BYTES));
        assertThat(passed(pair)).as("at once").isEqualTo(TWO_BYTES);

        byte[] lookalike = pair.data(TWO_BYTES);
        read(pair, join(lookalike, pair.data(DATA)));
        assertThat(passed(pair)).isEqualTo(join(TWO_BYTES, DATA));
        assertThat(pair.ends).isEmpty();
    }
}
