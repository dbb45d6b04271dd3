package io.weft.proxy.telemetry;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.unix.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Counts one connection: opened, bytes both ways, closed and why. Stands behind TLS, so it counts the application's bytes.
 *
 * <p>Threading: the channel's event loop.
 *
 * @see "metrics, 2"
 */
public final class TransportMeter extends ChannelDuplexHandler {
    private final MetricRegistry registry;
    private final Labels side;
    private final Labels labels;
    private final Gauge open;
    private final Counter read;
    private final Counter written;
    private final @Nullable TransferCost cost; // null for connections that cost nobody
    private String errno = "";
    private boolean closed;

    /**
     * Counts the connection as opened.
     *
     * @param side direction and peer
     * @param rest what else is known of the connection
     */
    public TransportMeter(MetricRegistry registry, Labels side, Labels rest) {
        this(registry, side, rest, null);
    }

    /** {@code cost}: is told of the bytes, too. */
    public TransportMeter(MetricRegistry registry, Labels side, Labels rest, @Nullable TransferCost cost) {
        this.cost = cost;
        this.registry = registry;
        this.side = side;
        Labels labels = side.and(rest);
        this.labels = labels;
        registry.counter(Meter.TCP_OPEN_TOTAL, labels).increment();
        open = registry.gauge(Meter.TCP_OPEN_CONNECTIONS, labels);
        read = registry.counter(Meter.TCP_READ_BYTES_TOTAL, labels);
        written = registry.counter(Meter.TCP_WRITE_BYTES_TOTAL, labels);
        open.add(1);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf data) {
            read.add(data.readableBytes());
            if (cost != null) {
                cost.received(data.readableBytes());
            }
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf data) {
            written.add(data.readableBytes());
            if (cost != null) {
                cost.sent(data.readableBytes());
            }
        }
        ctx.write(message, promise);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed(cause);
        ctx.fireExceptionCaught(cause);
    }

    private void failed(@Nullable Throwable cause) {
        if (cause instanceof Errors.NativeIoException os) {
            errno = Errno.name(-os.expectedErr());
            ConnectionErrors.count(registry, side, cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!closed && errno.isEmpty()) {
            failed(WriteFailure.of(ctx.channel()));
        }
        close();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        close();
    }

    private void close() {
        if (!closed) {
            closed = true;
            open.add(-1);
            registry.counter(Meter.TCP_CLOSE_TOTAL, labels.and("errno", errno)).increment();
        }
    }
}
