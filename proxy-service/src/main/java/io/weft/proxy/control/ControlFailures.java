package io.weft.proxy.control;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.weft.proxy.telemetry.ConnectionErrors;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.WriteFailure;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Counts connections to the control plane that fail, under a direction of their own. */
record ControlFailures(MetricRegistry registry) {
    private static final Labels SIDE = Labels.of("direction", "control", "peer", "dst");

    /** Counts one. */
    void count(Throwable cause) {
        ConnectionErrors.count(registry, SIDE, cause);
    }

    /** One for each connection, next to its socket: it hears of what is not TLS. */
    Handler newHandler() {
        return new Handler();
    }

    /** Counts at most one failure of the dial, and one of what came about. */
    final class Handler extends ChannelDuplexHandler {
        private boolean broken;

        @Override
        public void connect(ChannelHandlerContext ctx, SocketAddress to, SocketAddress from, ChannelPromise promise) {
            promise.addListener(done -> dialled(done.cause()));
            ctx.connect(to, from, promise);
        }

        /** Whoever is not wanted any more while it is dialled is closed. */
        private void dialled(@Nullable Throwable cause) {
            if (cause != null && !(cause instanceof ClosedChannelException)) {
                count(cause);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            broke(cause);
            ctx.fireExceptionCaught(cause);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            broke(WriteFailure.of(ctx.channel()));
            ctx.fireChannelInactive();
        }

        private void broke(@Nullable Throwable cause) {
            if (cause != null && !broken) {
                broken = true;
                count(cause);
            }
        }
    }
}
