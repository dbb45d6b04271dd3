package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.weft.proxy.errors.ProxyFault;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One request of an HTTP/2 client. */
final class Http2ServerStream extends PieceGatherer implements ServerStream, Http2Handler.PeerStream {
    private final Http2ServerHandler connection;
    private final Http2Stream stream;
    private final IntConsumer written = this::written;
    private @Nullable RequestListener listener;
    private boolean requestEnded;
    private boolean responseEnded;
    private boolean over;

    Http2ServerStream(Http2ServerHandler connection, Http2Stream stream) {
        this.connection = connection;
        this.stream = stream;
    }

    void begin(RequestHandler handler, Http2Headers headers, boolean end) {
        requestEnded = end;
        if (headers.method() != null && HttpMethod.CONNECT.asciiName().contentEquals(headers.method())) {
            requestEnded = true; // a tunnel is not for this protocol, and its client need not say more
            connection.refuse(stream, ProxyFault.BAD_REQUEST);
            return;
        }
        if (headers.method() == null || headers.path() == null || headers.scheme() == null) {
            resetResponse(Http2Error.PROTOCOL_ERROR.code());
            return;
        }
        boolean target = Http1Heads.isTarget(headers.path()); // RFC 9113 §8.3.1
        if (!target || Http1Heads.several(headers.valueIterator(Http1Heads.HOST))) {
            connection.refuse(stream, ProxyFault.BAD_REQUEST);
            return;
        }
        dropFragment(headers, headers.path());
        agreeOnHost(headers);
        listener = handler.request(this, new RequestHead(headers, Version.HTTP_2, false), end);
    }

    private static void dropFragment(Http2Headers headers, CharSequence path) {
        CharSequence whole = Http1Heads.withoutFragment(path);
        if (whole.length() < path.length()) {
            headers.path(whole);
        }
    }

    /** What a server may read as the host is what the request is judged by (RFC 9113 §8.3.1). */
    private static void agreeOnHost(Http2Headers headers) {
        CharSequence host = headers.get(Http1Heads.HOST);
        CharSequence authority = headers.authority();
        if (authority == null && host != null && !host.isEmpty()) {
            headers.authority(host);
        } else if (authority != null && host != null && !Http1Heads.names(host, authority)) {
            headers.set(Http1Heads.HOST, authority);
        }
    }

    @Override
    public void data(ByteBuf data, boolean end) {
        requestEnded |= end;
        if (listener == null || over) {
            connection.consume(stream, data.readableBytes());
            data.release();
        } else {
            came(data, end);
        }
    }

    @Override
    EventExecutor loop() {
        return connection.ctx().executor();
    }

    @Override
    void pass(ByteBuf data, boolean end) {
        if (listener == null) {
            data.release();
        } else {
            listener.requestData(data, end);
        }
    }

    void trailers(Http2Headers trailers) {
        if (requestEnded) {
            reset(Http2Error.STREAM_CLOSED.code());
            connection.writeReset(stream.id(), Http2Error.STREAM_CLOSED.code());
            return;
        }
        requestEnded = true;
        if (listener != null && !over) {
            passGathered();
            listener.requestTrailers(trailers);
        }
    }

    @Override
    public void reset(long errorCode) {
        if (listener != null && !over) {
            over = true;
            drop();
            listener.requestReset(errorCode);
        }
    }

    @Override
    public void closed() {
        if (!(requestEnded && responseEnded)) {
            reset(Http2Error.CANCEL.code());
        }
        over = true;
        drop();
    }

    @Override
    public void respond(Http2Headers head, boolean end) {
        if (!over) {
            responseEnded = end;
            connection.writeHead(stream.id(), head, end);
        }
    }

    /** Only HTTP/1 asks for it. */
    @Override
    public void tunnel(Http2Headers head, Channel to) {
        to.close();
        resetResponse(Http2Error.INTERNAL_ERROR.code());
    }

    @Override
    public void responseData(ByteBuf data, boolean end) {
        if (over) {
            int bytes = data.readableBytes();
            ReferenceCountUtil.release(data);
            written(bytes);
            return;
        }
        responseEnded = end;
        connection.writeData(stream.id(), data, end, written);
    }

    @Override
    public void responseTrailers(Http2Headers trailers) {
        if (!over) {
            responseEnded = true;
            connection.writeHead(stream.id(), trailers, true);
        }
    }

    /** A whole response to half a request: tell the client, without blame, to stop sending. */
    @Override
    public void halfClosed() {
        if (responseEnded && !requestEnded) {
            over = true;
            connection.writeReset(stream.id(), Http2Error.NO_ERROR.code());
        }
    }

    @Override
    public void resetResponse(long errorCode) {
        if (!over) {
            over = true;
            connection.abandon(stream.id(), errorCode);
        }
    }

    @Override
    public void abandonResponse() {
        over = true;
        connection.abandon(stream.id(), Http2Error.ENHANCE_YOUR_CALM.code());
    }

    @Override
    protected void giveUp() {
        if (listener != null) {
            listener.requestUnread();
        }
    }

    @Override
    public void requestConsumed(int bytes) {
        connection.consume(stream, bytes);
        credited(bytes);
    }

    @Override
    public void closeAfterResponse() {
        connection.closeAfterLastRequest();
    }

    private void written(int bytes) {
        if (listener != null) {
            listener.responseWritten(bytes);
        }
    }
}
