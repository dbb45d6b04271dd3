package io.weft.proxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes reading stop where a channel's reading is switched off, even if the peer has sent its FIN. Netty's epoll transport
 * then reads to the end whoever switches it off, which is up to the kernel's whole receive buffer of some megabytes. Here
 * that loop is given a buffer of no size, and takes its emptiness for an empty socket: at most one buffer too many is read.
 * The end itself is met when reading is switched on again.
 *
 * <p>A channel that has seen the FIN and reads nothing would be registered for no event at all, and Netty (4.2.18) cannot
 * register it for one again after that: it takes it from the epoll set, but then modifies what it should add. So every
 * channel stays registered for errors, of which the kernel tells anyway. It tells of a hang-up, too: see
 * {@link ReadsAfterOutput}.
 *
 * <p>Shared by all channels; what it hands out belongs to one.
 */
final class PausableReads implements RecvByteBufAllocator {
    private static final PausableReads INSTANCE = new PausableReads();

    /** As Netty's stream channels have it when they are given no allocator. */
    private static final int BUFFERS_PER_EVENT = 16;

    private final RecvByteBufAllocator sizes = new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(BUFFERS_PER_EVENT);

    private PausableReads() {}

    /** From now on {@code channel} reads so. Before its first read; event loop, or before it has one. */
    static void install(Channel channel) {
        channel.config().setRecvByteBufAllocator(INSTANCE);
        if (channel instanceof EpollSocketChannel socket) {
            EpollFlags.set(socket, EpollIoOps.EPOLLERR);
        }
    }

    @Override
    public ExtendedHandle newHandle() {
        return new Pausable((ExtendedHandle) sizes.newHandle());
    }

    private static final class Pausable extends DelegatingHandle implements ExtendedHandle {
        private final ExtendedHandle sizes;
        private @Nullable ChannelConfig config;
        private boolean first;
        private boolean paused;

        Pausable(ExtendedHandle sizes) {
            super(sizes);
            this.sizes = sizes;
        }

        @Override
        public void reset(ChannelConfig config) {
            this.config = config;
            first = true;
            sizes.reset(config);
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator alloc) {
            paused = !first && config != null && !config.isAutoRead();
            first = false;
            return paused ? Unpooled.EMPTY_BUFFER : sizes.allocate(alloc);
        }

        /** Reading nothing into nothing looks like the end of the stream. */
        @Override
        public void lastBytesRead(int bytes) {
            sizes.lastBytesRead(paused ? 0 : bytes);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return sizes.continueReading(maybeMore);
        }
    }
}
