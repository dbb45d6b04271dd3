package io.weft.testkit.netty;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakExtensionTest {
    private final LeakExtension rule = new LeakExtension();

    @Test
    void bufferThatIsLostFailsTheTestThatLostIt() {
        lose();

        assertThatThrownBy(rule::look).hasMessageContaining("LeakExtensionTest.lose");
    }

    @Test
    void bufferThatWasReleasedIsNoLeak() {
        ByteBufAllocator.DEFAULT.buffer(16).release();

        assertThatCode(rule::look).doesNotThrowAnyException();
    }

    private static void lose() {
        ByteBufAllocator.DEFAULT.buffer(16).writeByte(1);
    }
}
