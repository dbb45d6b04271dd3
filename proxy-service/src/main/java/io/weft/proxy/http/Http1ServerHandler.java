package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.transport.ByteRelay;
import io.weft.proxy.transport.DrainEvent;
import io.weft.proxy.transport.Hold;
import org.jspecify.annotations.Nullable;

/**
 * The accepted end of an HTTP/1 connection, behind an {@link Http1RequestDecoder}: one request at a time, in order, and
 * none while the client does not read its answers. What a client sends ahead waits, and is not read beyond what one read brought,
 * nor decoded beyond what is enough.
 */
public final class Http1ServerHandler extends ChannelInboundHandlerAdapter {
    private final RequestHandler handler;
    private final HeadRoom.Share room;
    private final ReadAhead ahead;
    private final Http1Farewell farewell = new Http1Farewell();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Flusher flusher;
    private @Nullable Http1ServerStream current;
    private boolean draining;
    private boolean crowded; // its codec has grown to what there is no room for
    private boolean inputEnded;
    private boolean advancing; // from request to request
    private boolean inBody;
    private int messages;

    /** {@code decoder}: stands before it. */
    Http1ServerHandler(RequestHandler handler, HeadRoom.Share room, Http1RequestDecoder decoder) {
        this.handler = handler;
        this.room = room;
        this.ahead = new ReadAhead(decoder);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        flusher = new Flusher(ctx.executor(), ctx::flush);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            keep(ctx, bytes);
            return;
        }
        messages++;
        inBody = !(message instanceof LastHttpContent);
        if (farewell.begun()) {
            farewell.discard(ctx, message);
        } else if (!ahead.isEmpty() || !takesMore()) {
            pauseReading();
            ahead.put(message, ctx);
        } else {
            take(message);
        }
    }

    private void keep(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (farewell.begun() || !ahead.keep(bytes)) {
            farewell.discard(ctx, bytes);
        } else {
            pauseReading();
        }
    }

    /** What follows is kept as bytes until all before it is answered. */
    void stopDecoding() {
        ahead.stopDecoding(ctx());
    }

    /** HTTP is over here: bytes go to {@code other} and back. */
    void tunnel(Channel other) {
        ChannelHandlerContext ctx = ctx();
        Channel channel = ctx.channel();
        ctx.flush();
        Hold.begin(channel);
        ahead.leave(ctx);
        if (inputEnded) {
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.remove(HttpResponseEncoder.class);
        pipeline.remove(this);
        pipeline.remove(Http1Patience.class);
        ByteRelay.join(channel, other);
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            current = new Http1ServerStream(this, request);
            current.begin(handler, request);
        } else if (message instanceof HttpContent content && current != null) {
            current.content(content, content instanceof LastHttpContent last ? last.trailingHeaders() : null);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /** The current request is answered and read: on to the next. */
    void next() {
        current = null;
        if (advancing) {
            return; // to the loop below: a client may send thousands that are refused on the spot
        }
        advancing = true;
        do {
            takeAhead();
        } while (decodeKept());
        advancing = false;
        readOnOrClose();
    }

    private void takeAhead() {
        while (!farewell.begun() && takesMore()) {
            Object message = ahead.poll();
            if (message == null) {
                return;
            }
            take(message);
        }
    }

    /** Whether what comes next may be looked at. */
    private boolean takesMore() {
        return current == null ? ctx().channel().isWritable() : !current.awaitsResponse();
    }

    /** False: there is nothing to decode, or not yet. */
    private boolean decodeKept() {
        return !farewell.begun() && current == null && takesMore() && ahead.decode(ctx());
    }

    private void readOnOrClose() {
        if (farewell.begun() || (current == null && waitsForTheClient())) {
            return;
        }
        if (current == null && (draining || inputEnded)) {
            closeWhenWritten();
        } else if (brokenOff()) {
            ctx().close();
        } else {
            readOn();
        }
    }

    private boolean waitsForTheClient() {
        return !takesMore() && !ahead.isEmpty();
    }

    /** Half a request will never be a whole one. */
    private boolean brokenOff() {
        return inputEnded && current != null && !current.awaitsResponse();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (current == null && takesMore()) {
            next();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** A request's head was {@code size} bytes. */
    void read(int size) {
        crowded |= !room.fits(size);
    }

    /** How many pieces of messages there have been; may overflow. */
    int messages() {
        return messages;
    }

    /** Whether a request has begun that is not whole yet. */
    boolean inBody() {
        return inBody;
    }

    /** Bytes that wait for the rest of what they are, which is no message yet, nor a piece of one. */
    int unfinished() {
        return ahead.unfinished();
    }

    /** There is no room for a head that has begun. It is answered unread, unless another comes before it. */
    void tooMuch() {
        if (farewell.begun()) {
            return; // what is thrown away needs no room
        }
        if (current != null) {
            ctx().close();
            return;
        }
        current = Http1ServerStream.refuse(this, handler, ProxyFault.OVERLOADED);
        stopDecoding(); // and what the codec has kept is thrown away
    }

    /** The client has had its time. Refused as no request at all, unless one has begun. */
    void tooSlow() {
        if (current == null) {
            handler.refused(ProxyFault.BAD_REQUEST);
        }
        farewell.begin(); // the codec would make a request of what there is
        ctx().close();
    }

    void readOn() {
        if (ahead.isEmpty() && (current == null || current.wantsData())) {
            ctx().channel().config().setAutoRead(true);
        }
    }

    void pauseReading() {
        ctx().channel().config().setAutoRead(false);
    }

    boolean lastOne() {
        return draining || crowded || (inputEnded && !advancing && ahead.isEmpty());
    }

    void closeWhenWritten() {
        farewell.whenWritten(ctx());
    }

    void linger() {
        farewell.linger(ctx());
    }

    ChannelHandlerContext ctx() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }

    void flushSoon() {
        if (flusher != null) {
            flusher.flushSoon();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (farewell.begun() && event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        } else if (event == DrainEvent.DRAIN || event instanceof ChannelInputShutdownEvent) {
            draining |= event == DrainEvent.DRAIN;
            inputEnded |= event != DrainEvent.DRAIN;
            if (current == null && ahead.isEmpty()) {
                closeWhenWritten();
            } else if (brokenOff()) {
                ctx.close();
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        farewell.begin();
        ahead.release();
        if (current != null) {
            current.connectionLost();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
