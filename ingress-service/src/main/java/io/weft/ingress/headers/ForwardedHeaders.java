package io.weft.ingress.headers;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Fields as they leave: for a backend, for a client, and behind a body. None of the given ones is changed. */
public final class ForwardedHeaders {
    /** What only we say of whoever called: a stranger's word for it is not passed on. Who expects 100 has it from us. */
    private static final Set<String> OURS_TO_SAY = Set.of("forwarded", "x-real-ip", "expect");

    private static final String X_FORWARDED = "x-forwarded-";

    /** As trailers they would frame, route or describe what has been sent already. RFC 9110, 6.5.1. */
    private static final Set<String> NO_TRAILERS = Set.of(
            "age",
            "cache-control",
            "content-encoding",
            "content-length",
            "content-range",
            "content-type",
            "date",
            "expires",
            "host",
            "location",
            "retry-after",
            "vary",
            "warning");

    private ForwardedHeaders() {}

    /**
     * For a backend.
     *
     * @param chunked whether the body's length is not known before its end
     * @param custom set last, so that they stand over ours
     */
    public static HttpHeaders toBackend(HttpHeaders from, Caller caller, boolean chunked, List<HeaderField> custom) {
        HttpHeaders to = new DefaultHttpHeaders().set(from);
        boolean takesTrailers = from.containsValue(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS, true);
        HopByHop.remove(to);
        to.names().stream().filter(ForwardedHeaders::isOursToSay).toList().forEach(to::remove);
        to.set(HttpHeaderNames.HOST, caller.authority());
        to.set("X-Forwarded-For", caller.address());
        to.set("X-Forwarded-Proto", caller.scheme());
        to.set("X-Forwarded-Host", caller.authority());
        if (takesTrailers) {
            to.set(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
        }
        custom.forEach(field -> to.set(field.name(), field.value()));
        return framed(to, chunked);
    }

    /** For a client. */
    public static HttpHeaders toClient(HttpHeaders from, boolean chunked) {
        HttpHeaders to = new DefaultHttpHeaders().set(from);
        HopByHop.remove(to);
        return framed(to, chunked);
    }

    /** What may follow a body. */
    public static HttpHeaders trailers(HttpHeaders from) {
        HttpHeaders to = DefaultHttpHeadersFactory.trailersFactory().newHeaders();
        for (Map.Entry<String, String> field : from) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!name.startsWith(":") && !NO_TRAILERS.contains(name) && !HopByHop.is(name)) {
                to.add(field.getKey(), field.getValue());
            }
        }
        return to;
    }

    private static boolean isOursToSay(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(X_FORWARDED) || OURS_TO_SAY.contains(lower);
    }

    private static HttpHeaders framed(HttpHeaders headers, boolean chunked) {
        if (chunked) {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return headers;
    }
}
