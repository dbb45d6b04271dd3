package io.weft.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;

/**
 * Which requests ask to leave HTTP, and which answers grant it. Pure.
 *
 * @see "wire-behaviour, 8: upgrade request, CONNECT"
 */
final class Switching {
    private static final int PROTOCOLS_SWITCHED = 101;

    private Switching() {}

    /** CONNECT, or an Upgrade, but not to HTTP/2: its requests would pass by whoever judges requests. */
    static boolean wanted(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                && (request.method().equals(HttpMethod.CONNECT)
                        || (headers.contains(HttpHeaderNames.UPGRADE) && !offersHttp2(headers)));
    }

    private static boolean offersHttp2(HttpHeaders headers) {
        for (String value : headers.getAll(HttpHeaderNames.UPGRADE)) {
            for (String protocol : value.toLowerCase(Locale.ROOT).split(",", -1)) {
                if (protocol.strip().equals("h2c")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a CONNECT is one: HTTP/1.1, to a host and not to a path or URI, without a body. */
    static boolean isTunnel(HttpRequest connect) {
        return wanted(connect)
                && MessageGuard.isNamedAuthority(connect.uri())
                && !HttpUtil.isTransferEncodingChunked(connect)
                && HttpUtil.getContentLength(connect, 0L) == 0;
    }

    /** Whether {@code status} grants what {@code request} asked for. */
    static boolean granted(RequestHead request, int status) {
        return request.switching()
                && (request.headers().path() == null ? status / 100 == 2 : status == PROTOCOLS_SWITCHED);
    }
}
