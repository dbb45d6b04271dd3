package io.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;
import java.util.Set;

/**
 * A request's head in HTTP/2 form, whatever it was spoken in: pseudo-headers, lower-case names, no connection headers.
 *
 * @param headers owned by the exchange and changed in place; {@code :authority} is absent if the request named none
 * @param version what the application speaks (HTTP/1 even where a proxy carried it over HTTP/2)
 * @param absoluteForm whether an HTTP/1 request line carried a whole URI
 * @param switching whether its connection is to become a tunnel: an HTTP/1.1 {@code Upgrade}, or CONNECT
 * @param characters of its headers, as they came; negative: nobody has counted them
 */
public record RequestHead(
        Http2Headers headers, Version version, boolean absoluteForm, boolean switching, int characters) {
    private static final String GRPC = "application/grpc";
    private static final int PLACE = 2048; // characters, most of them a byte
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    /** A request and nothing more. */
    public RequestHead(Http2Headers headers, Version version, boolean absoluteForm) {
        this(headers, version, absoluteForm, false, -1);
    }

    /** The path without its query. */
    public String path() {
        CharSequence target = headers.path();
        String path = target == null ? "/" : target.toString();
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /** The method as the client wrote it. */
    public String method() {
        CharSequence method = headers.method();
        return method == null ? "" : method.toString();
    }

    /** Places it takes among the requests {@link InFlight in flight}: one, and one more for every 2 KiB. */
    int places() {
        return 1 + (characters < 0 ? count() : characters) / PLACE;
    }

    private int count() {
        int counted = 0;
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            counted += header.getKey().length() + header.getValue().length();
        }
        return counted;
    }

    /** Whether it asks for a tunnel (RFC 9110 §9.3.6). */
    public boolean connects() {
        return switching && method().equals("CONNECT");
    }

    /** Whether asking twice means what asking once does (RFC 9110 §9.2.2). */
    boolean idempotent() {
        return IDEMPOTENT.contains(method());
    }

    /** Whether this is gRPC over HTTP/2, and so to be answered in gRPC's way. */
    public boolean grpc() {
        CharSequence type = headers.get("content-type");
        return version == Version.HTTP_2
                && type != null
                && type.length() >= GRPC.length()
                && type.toString().startsWith(GRPC);
    }
}
