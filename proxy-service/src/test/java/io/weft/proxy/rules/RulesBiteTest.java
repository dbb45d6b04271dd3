package io.weft.proxy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.Future;
import io.weft.testkit.netty.LeakExtension;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;

class RulesBiteTest {
    @Test
    void blockingAnEventLoopIsAnError() throws Exception {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            Future<?> blocked = loop.submit(() -> {
                Thread.sleep(1);
                return "slept";
            });
            blocked.await(10, TimeUnit.SECONDS);
            assertThat(blocked.cause()).isInstanceOf(BlockingOperationError.class);
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void anUnreleasedBufferFailsTheTestThatLostIt() {
        LeakExtension rule = new LeakExtension();
        lose();
        Throwable noticed = null;
        for (int i = 0; noticed == null && i < 50; i++) { // the collector tells of what it found when it likes
            noticed = catchThrowable(rule::verify);
        }

        assertThat(noticed).isInstanceOf(AssertionError.class).hasMessageContaining("RulesBiteTest.lose");
    }

    private static void lose() {
        ByteBufAllocator.DEFAULT.buffer(16).writeByte(1);
    }
}
