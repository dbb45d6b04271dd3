package io.weft.proxy.http;

import io.netty.channel.ChannelHandlerContext;

/**
 * Flushes a channel once per turn of its event loop however often it is asked, so that what many streams wrote in one turn
 * leaves in one system call.
 */
final class Flusher implements Runnable {
    private final ChannelHandlerContext ctx;
    private boolean scheduled;

    Flusher(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    void flushSoon() {
        if (!scheduled) {
            scheduled = true;
            ctx.executor().execute(this);
        }
    }

    @Override
    public void run() {
        scheduled = false;
        ctx.flush();
    }
}
