package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.weft.proxy.transport.Hold;
import io.weft.proxy.transport.LastWords;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The dialled end of an HTTP/1 connection, behind a codec: one exchange at a time. Between exchanges it belongs to whoever
 * {@code idle} hands it to, unless the server says more than it was asked. Event loop only.
 */
public final class Http1ClientHandler extends ChannelInboundHandlerAdapter implements ClientConnection {
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Consumer<Http1ClientHandler> idle;
    private final LargeHead unfinished = new LargeHead(() -> fail("no room for the head of the response"));
    private @Nullable ChannelHandlerContext context;
    private @Nullable Http1ResponseDecoder decoder;
    private @Nullable Flusher flusher;
    private @Nullable Http1ClientStream current;
    private boolean used; // by an exchange before the current one
    private boolean heard; // a byte of the current answer, an interim one included
    private boolean interim;
    private boolean closed;
    private boolean leaving; // HTTP: what comes now is bytes for somebody else

    /**
     * For a channel on which nothing has been said yet.
     *
     * @param idle told after each exchange that leaves the connection usable
     */
    public Http1ClientHandler(Consumer<Http1ClientHandler> idle) {
        this.idle = idle;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        decoder = ctx.pipeline().get(Http1ResponseDecoder.class);
        flusher = new Flusher(ctx.executor(), ctx::flush);
    }

    @Override
    public boolean available() {
        return current == null && !closed && ctx().channel().isActive();
    }

    @Override
    public ClientStream open(RequestHead head, boolean end, ResponseListener listener) {
        Http1ClientStream stream = new Http1ClientStream(this, head, listener);
        current = stream;
        heard = false;
        ctx().channel().config().setAutoRead(true);
        try {
            stream.begin(end);
        } catch (RuntimeException unsendable) {
            current = null;
            fail("request cannot be sent");
            throw unsendable;
        }
        return stream;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Http1ClientStream stream = current;
        if (leaving) {
            pass(ctx, message);
        } else if (stream == null) {
            ReferenceCountUtil.release(message);
            ctx.close(); // a server that speaks unasked cannot be trusted with the next request
        } else if (message instanceof HttpResponse response) {
            head(stream, response);
        } else if (message instanceof HttpContent content) {
            content(stream, content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /** What came behind the end of an answer would be taken for the next one's beginning. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (current == null && !leaving && decoder().holdsMore()) {
            retire();
        }
        unfinished.becomes(leaving || closed ? 0 : decoder().unfinished());
        ctx.fireChannelReadComplete();
    }

    private void head(Http1ClientStream stream, HttpResponse response) {
        int status = response.status().code();
        heard = true;
        interim = status >= 100 && status < 200;
        boolean numbered = status >= 100 && status <= 999;
        if (!numbered || response.decoderResult().isFailure() || !MessageGuard.isPlain(response.headers())) {
            fail("malformed response");
        } else if (stream.switches(status)) {
            leave(stream, response);
        } else if (status == SWITCHING_PROTOCOLS) {
            fail("unasked switch of protocols");
        } else if (!interim) {
            stream.responseHead(response);
        }
    }

    /** The codec may be in the middle of it, so the handlers go as soon as it is done. */
    private void leave(Http1ClientStream stream, HttpResponse response) {
        leaving = true;
        Hold.begin(ctx().channel());
        ctx().pipeline().remove(decoder());
        ctx().executor().execute(() -> letGo(stream, response));
    }

    private void letGo(Http1ClientStream stream, HttpResponse response) {
        if (current == stream) {
            current = null;
            Channel channel = ctx().channel();
            channel.pipeline().remove(HttpRequestEncoder.class);
            LastWords.ignore(channel);
            channel.pipeline().remove(this);
            stream.switched(response, channel);
        }
    }

    private static void pass(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message); // the end of a body that there is none of
        }
    }

    private void content(Http1ClientStream stream, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (interim) {
            content.release();
            interim = !last;
        } else if (content.decoderResult().isFailure()) {
            content.release();
            fail("malformed response body");
        } else {
            ByteBuf data = content.content();
            stream.responseContent(data, content instanceof LastHttpContent end ? end.trailingHeaders() : null);
        }
    }

    /** The current exchange is over on both sides. */
    void finished(boolean reusable) {
        current = null;
        used = true;
        if (reusable && !closed) {
            ctx().channel().config().setAutoRead(true); // so that the server's closing is noticed
            idle.accept(this);
        } else {
            ctx().close();
        }
    }

    private void fail(String reason) {
        fail(StreamFailure.connection(reason));
    }

    private void fail(StreamFailure failure) {
        Http1ClientStream stream = current;
        current = null;
        closed = true;
        if (stream != null) {
            stream.failed(failure);
        }
        ctx().close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !leaving) {
            left("connection closed");
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        left("connection closed");
        unfinished.leave();
        ctx.fireChannelInactive();
    }

    private void left(String reason) {
        fail(used && !heard ? StreamFailure.stale(reason) : StreamFailure.connection(reason));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        if (cause instanceof IOException) {
            left(reason);
        } else {
            fail(reason);
        }
    }

    @Override
    public void retire() {
        closed = true;
        if (current == null && !leaving) {
            ctx().close();
        }
    }

    @Override
    public Channel channel() {
        return ctx().channel();
    }

    /** A request of this {@code method} is about to be sent. */
    void asks(HttpMethod method) {
        decoder().expect(method);
    }

    private Http1ResponseDecoder decoder() {
        return Objects.requireNonNull(decoder, "no codec");
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
}
