package io.weft.proxy.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * How the body of one HTTP/1 response is delimited, and whether the connection outlives it: decided here, whatever the server
 * behind us said (RFC 9112 §6).
 */
final class ResponseFraming {
    static final FullHttpResponse CONTINUE =
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);

    private Version version;
    private final boolean head;
    private boolean keepAlive;
    private boolean bodiless;
    private boolean endsWithConnection;

    /** {@code version}: the client's. */
    ResponseFraming(Version version, boolean head, boolean keepAlive) {
        this.version = version;
        this.head = head;
        this.keepAlive = keepAlive;
    }

    void close() {
        keepAlive = false;
    }

    boolean closes() {
        return !keepAlive;
    }

    /** Whether nothing may follow the head, known once it is framed. */
    boolean bodiless() {
        return bodiless;
    }

    /** Whether a client takes the end of its connection for the end of the body, known once it is framed. */
    boolean endsWithConnection() {
        return endsWithConnection;
    }

    HttpResponse frame(Http2Headers from, boolean end) {
        version = OriginalProtocol.answered(from, version);
        HttpResponse response = Http1Heads.toResponse(from, version);
        int status = response.status().code();
        bodiless = head || status == 204 || status == 304;
        if (!bodiless) {
            delimit(response, end);
        }
        connection(response);
        return response;
    }

    private void delimit(HttpResponse response, boolean end) {
        if (end) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        } else if (!response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            if (version == Version.HTTP_1_0) {
                keepAlive = false;
                endsWithConnection = true;
            } else {
                response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
        }
    }

    private void connection(HttpResponse response) {
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (version == Version.HTTP_1_0) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }
}
