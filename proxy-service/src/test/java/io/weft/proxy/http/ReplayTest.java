package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final Replay replay = new Replay(65_536);

    @AfterEach
    void stop() {
        replay.drop();
    }

    @Test
    void aBodyOfAsManyBytesAsTheLimitIsKept() {
        keep(2, 32_768);
        boolean before = replay.whole();
        keep(1, 1);

        assertThat(before).isTrue();
        assertThat(replay.whole()).isFalse();
    }

    @Test
    void aBodyInSmallPiecesIsKeptWhileThereAreFewOfThem() {
        keep(256, 1);
        boolean before = replay.whole();
        keep(1, 1);

        assertThat(before).isTrue();
        assertThat(replay.whole()).isFalse();
    }

    @Test
    void someMayBeAsSmallAsTheyLikeWhateverTheLimit() {
        Replay small = new Replay(64);
        for (int i = 0; i < 64; i++) {
            keep(small, 1);
        }

        assertThat(small.whole()).isTrue();
        small.drop();
    }

    private void keep(int pieces, int bytes) {
        for (int i = 0; i < pieces; i++) {
            keep(replay, bytes);
        }
    }

    private static void keep(Replay replay, int bytes) {
        ByteBuf piece = Unpooled.buffer(bytes).writeZero(bytes);
        replay.keep(piece);
        piece.release();
    }
}
