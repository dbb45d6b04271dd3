package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/** One request on an HTTP/1 connection we dialled. */
final class Http1ClientStream extends PieceGatherer implements ClientStream {
    private final Http1ClientHandler connection;
    private final RequestHead head;
    private final ResponseListener listener;
    private boolean requestEnded;
    private boolean responseEnded;
    private boolean keepAlive = true;
    private boolean over;

    Http1ClientStream(Http1ClientHandler connection, RequestHead head, ResponseListener listener) {
        this.connection = connection;
        this.head = head;
        this.listener = listener;
    }

    void begin(boolean end) {
        HttpRequest request = Http1Heads.toRequest(head);
        delimit(request, end);
        keepAlive = HttpUtil.isKeepAlive(request);
        connection.asks(request.method());
        connection.ctx().write(request);
        if (end) {
            endRequest(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            connection.flushSoon();
        }
    }

    private static void delimit(HttpRequest request, boolean end) {
        HttpHeaders headers = request.headers();
        if (!end && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (end && expectsBody(request.method()) && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        }
    }

    private static boolean expectsBody(HttpMethod method) {
        return method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT) || method.equals(HttpMethod.PATCH);
    }

    @Override
    public void requestData(ByteBuf data, boolean end) {
        int bytes = data.readableBytes();
        if (over || requestEnded) {
            data.release();
            listener.requestWritten(bytes);
            return;
        }
        if (bytes > 0) {
            ChannelPromise promise = connection.ctx().newPromise();
            promise.addListener(done -> listener.requestWritten(bytes));
            connection.ctx().write(new DefaultHttpContent(data), promise);
        } else {
            data.release();
        }
        if (end) {
            endRequest(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            connection.flushSoon();
        }
    }

    @Override
    public void requestTrailers(Http2Headers trailers) {
        if (!over && !requestEnded) {
            DefaultLastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
            Http1Heads.trailersToHttp1(trailers, last.trailingHeaders());
            endRequest(last);
        }
    }

    private void endRequest(LastHttpContent last) {
        requestEnded = true;
        connection.ctx().write(last);
        connection.flushSoon();
        finishIfDone();
    }

    void responseHead(HttpResponse response) {
        if (!over) {
            keepAlive &= HttpUtil.isKeepAlive(response);
            listener.responseHead(Http1Heads.response(response), false);
        }
    }

    /** Whether an answer of this {@code status} ends HTTP on the connection; only behind a whole request. */
    boolean switches(int status) {
        return requestEnded && Switching.granted(head, status);
    }

    void switched(HttpResponse response, Channel channel) {
        over = true;
        listener.responseSwitched(Http1Heads.lastResponse(response), channel);
    }

    void responseContent(ByteBuf data, @Nullable HttpHeaders trailers) {
        if (over) {
            data.release();
            return;
        }
        responseEnded = trailers != null;
        if (trailers == null || trailers.isEmpty()) {
            came(data, responseEnded);
        } else {
            dataThenTrailers(data, trailers);
        }
        finishIfDone();
    }

    private void dataThenTrailers(ByteBuf data, HttpHeaders trailers) {
        if (data.isReadable()) {
            came(data, false);
        } else {
            data.release();
        }
        passGathered();
        listener.responseTrailers(Http1Heads.trailers(trailers));
    }

    @Override
    EventExecutor loop() {
        return connection.ctx().executor();
    }

    @Override
    void pass(ByteBuf data, boolean end) {
        if (waitsEnough()) {
            connection.channel().config().setAutoRead(false);
        }
        listener.responseData(data, end);
    }

    private void finishIfDone() {
        if (responseEnded && !over) {
            over = true;
            connection.finished(keepAlive && requestEnded);
        }
    }

    void failed(StreamFailure failure) {
        if (!over) {
            over = true;
            drop();
            listener.responseFailed(failure);
        }
    }

    @Override
    public void cancel(long errorCode) {
        if (!over) {
            over = true;
            drop();
            connection.finished(false);
        }
    }

    @Override
    protected void giveUp() {
        listener.responseUnread();
    }

    @Override
    public void responseConsumed(int bytes) {
        credited(bytes);
        if (waitsLittle() && !over) {
            connection.channel().config().setAutoRead(true);
        }
    }
}
