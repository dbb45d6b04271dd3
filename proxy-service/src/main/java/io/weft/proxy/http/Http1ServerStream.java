package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.weft.proxy.errors.FaultResponder;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.transport.Breaking;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request of an HTTP/1 client. */
final class Http1ServerStream extends PieceGatherer implements ServerStream {
    private static final HttpRequest UNREAD = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");

    private final Http1ServerHandler connection;
    private final ResponseFraming framing;
    private @Nullable RequestListener listener;
    private boolean switching;
    private boolean requestEnded;
    private boolean expecting; // to be asked for its body, of which nothing has come
    private boolean lastContentSeen;
    private boolean responseStarted;
    private boolean responseEnded;
    private boolean over;

    Http1ServerStream(Http1ServerHandler connection, HttpRequest request) {
        this.connection = connection;
        this.framing = new ResponseFraming(
                Version.of(request.protocolVersion()),
                request.method().equals(HttpMethod.HEAD),
                HttpUtil.isKeepAlive(request));
    }

    void begin(RequestHandler handler, HttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        int characters = Http1Heads.characters(request);
        int size = Http1Heads.size(request, characters);
        boolean tooLarge = cause instanceof TooLongHttpHeaderException
                || cause instanceof TooLongHttpLineException
                || size > HttpLimits.MAX_HEAD_BYTES;
        connection.read(size);
        Optional<RequestHead> head =
                cause == null && !tooLarge ? Http1Heads.request(request, characters) : Optional.empty();
        if (head.isEmpty()) {
            refuse(handler, tooLarge ? ProxyFault.HEADERS_TOO_LARGE : ProxyFault.BAD_REQUEST);
            return;
        }
        switching = head.get().switching();
        requestEnded = !HttpUtil.isTransferEncodingChunked(request) && HttpUtil.getContentLength(request, 0L) == 0;
        expecting = !requestEnded && HttpUtil.is100ContinueExpected(request);
        listener = handler.request(this, head.get(), requestEnded);
        if (expecting && !responseStarted) {
            connection.ctx().writeAndFlush(ResponseFraming.CONTINUE.retainedDuplicate());
        }
    }

    /** Answers a request of which nothing is known yet, and will not be. */
    static Http1ServerStream refuse(Http1ServerHandler connection, RequestHandler handler, ProxyFault fault) {
        Http1ServerStream stream = new Http1ServerStream(connection, UNREAD);
        stream.refuse(handler, fault);
        return stream;
    }

    private void refuse(RequestHandler handler, ProxyFault fault) {
        requestEnded = true;
        framing.close();
        respond(FaultResponder.head(fault, fault.text(), false, handler.refused(fault)), true);
    }

    /** Whether the request is read and its response is not yet out. */
    boolean awaitsResponse() {
        return lastContentSeen && !responseEnded;
    }

    boolean wantsData() {
        return !waitsEnough();
    }

    void content(HttpContent content, @Nullable HttpHeaders trailers) {
        boolean last = trailers != null;
        lastContentSeen = last;
        if (content.decoderResult().isFailure()) {
            content.release();
            connection.ctx().close();
        } else if (responseEnded || requestEnded || listener == null) {
            content.release(); // an answered request's remainder, or the empty end of a request without body
            if (last && responseEnded) {
                connection.next();
            }
        } else {
            body(listener, content.content(), trailers);
        }
        if (switching && awaitsResponse()) {
            connection.stopDecoding();
        }
    }

    private void body(RequestListener to, ByteBuf data, @Nullable HttpHeaders trailers) {
        requestEnded = trailers != null;
        expecting = false;
        if (trailers == null || trailers.isEmpty()) {
            came(data, requestEnded);
            return;
        }
        if (data.isReadable()) {
            came(data, false);
        } else {
            data.release();
        }
        passGathered();
        to.requestTrailers(Http1Heads.trailers(trailers));
    }

    @Override
    EventExecutor loop() {
        return connection.ctx().executor();
    }

    @Override
    void pass(ByteBuf data, boolean end) {
        if (listener == null) {
            data.release();
            return;
        }
        if (!wantsData()) {
            connection.pauseReading();
        }
        listener.requestData(data, end);
    }

    void connectionLost() {
        drop();
        if (!over && listener != null) {
            over = true;
            listener.requestReset(Http2Error.CANCEL.code());
        }
    }

    @Override
    public void respond(Http2Headers head, boolean end) {
        if (over) {
            return;
        }
        responseStarted = true;
        if (connection.lastOne() || expecting || (end && !requestEnded)) { // RFC 9110 §10.1.1: its body may never come
            framing.close();
        }
        HttpResponse response = framing.frame(head, end);
        connection.ctx().write(response);
        if (end) {
            finish(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            connection.flushSoon();
        }
    }

    @Override
    public void tunnel(Http2Headers head, Channel to) {
        if (over) {
            to.close();
            return;
        }
        responseEnded = true;
        over = true;
        connection.ctx().write(Http1Heads.toResponse(head, Version.HTTP_1_1));
        connection.ctx().write(LastHttpContent.EMPTY_LAST_CONTENT);
        connection.tunnel(to);
    }

    @Override
    public void responseData(ByteBuf data, boolean end) {
        if (over || framing.bodiless()) {
            int bytes = data.readableBytes();
            ReferenceCountUtil.release(data);
            written(bytes);
            if (end && !over) {
                finish(LastHttpContent.EMPTY_LAST_CONTENT);
            }
        } else {
            write(data, end);
        }
    }

    private void write(ByteBuf data, boolean end) {
        int bytes = data.readableBytes();
        if (bytes > 0 || !end) {
            ChannelPromise promise = connection.ctx().newPromise();
            promise.addListener(done -> written(bytes));
            connection.ctx().write(new DefaultHttpContent(data), promise);
        } else {
            data.release();
        }
        if (end) {
            finish(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            connection.flushSoon();
        }
    }

    private void written(int bytes) {
        if (listener != null && bytes > 0) {
            listener.responseWritten(bytes);
        }
    }

    @Override
    public void responseTrailers(Http2Headers trailers) {
        if (!over) {
            DefaultLastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
            Http1Heads.trailersToHttp1(trailers, last.trailingHeaders());
            finish(last);
        }
    }

    private void finish(LastHttpContent last) {
        connection.ctx().write(last);
        connection.flushSoon();
        responseEnded = true;
        over = true;
        drop();
        if (framing.closes() && !lastContentSeen) {
            connection.linger();
        } else if (framing.closes()) {
            connection.closeWhenWritten();
        } else if (lastContentSeen) {
            connection.next();
        }
    }

    @Override
    public void resetResponse(long errorCode) {
        if (over) {
            return;
        }
        over = true;
        drop();
        if (framing.endsWithConnection()) {
            Breaking.off(connection.ctx().channel()); // closed as ever, half a response would be a whole one
        } else {
            connection.ctx().close();
        }
    }

    /** What has been said of a response may be part of what is not taken, and of others behind it. */
    @Override
    public void abandonResponse() {
        over = true;
        drop();
        Breaking.off(connection.ctx().channel());
    }

    @Override
    protected void giveUp() {
        if (listener != null) {
            listener.requestUnread();
        }
    }

    @Override
    public void requestConsumed(int bytes) {
        credited(bytes);
        if (waitsLittle()) {
            connection.readOn();
        }
    }

    @Override
    public void closeAfterResponse() {
        framing.close();
    }
}
