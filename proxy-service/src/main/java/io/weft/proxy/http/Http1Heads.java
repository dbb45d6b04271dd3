package io.weft.proxy.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates heads between HTTP/1 and the HTTP/2 form every exchange uses. Pure. */
final class Http1Heads {
    static final AsciiString HOST = AsciiString.cached("host");
    static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");
    static final AsciiString CONNECTION = AsciiString.cached("connection");
    private static final AsciiString HTTP = AsciiString.cached("http");
    private static final AsciiString ROOT = AsciiString.cached("/");

    private Http1Heads() {}

    /** Empty if the request line makes no sense, or not the same to everybody. {@code characters}: of it, as counted here. */
    static Optional<RequestHead> request(HttpRequest request, int characters) {
        if (!MessageGuard.unambiguous(request)) {
            return Optional.empty();
        }
        boolean switching = Switching.wanted(request);
        Http2Headers head = new DefaultHttp2Headers(false, request.headers().size() + 4);
        head.method(request.method().asciiName());
        head.scheme(HTTP);
        copy(
                request.headers(),
                head,
                switching ? HopByHop.LEAVING : HopByHop.of(request.headers().getAll(CONNECTION)));
        Version version = Version.of(request.protocolVersion());
        if (request.method().equals(HttpMethod.CONNECT)) {
            head.authority(new AsciiString(request.uri()));
            return Switching.isTunnel(request)
                    ? Optional.of(new RequestHead(head, version, false, true, characters))
                    : Optional.empty();
        }
        boolean absolute = !request.uri().startsWith("/") && !request.uri().equals("*");
        if (absolute) {
            return AbsoluteForm.parse(request.uri()).map(target -> {
                head.scheme(new AsciiString(target.scheme()));
                head.authority(new AsciiString(target.authority()));
                head.path(new AsciiString(target.path()));
                return new RequestHead(head, version, true, switching, characters);
            });
        }
        head.path(new AsciiString(withoutFragment(request.uri())));
        CharSequence host = head.get(HOST);
        if (host != null && !host.isEmpty()) {
            head.authority(host);
        }
        return Optional.of(new RequestHead(head, version, false, switching, characters));
    }

    /** Nobody sends one, but some servers end the path there, and others do not. */
    static CharSequence withoutFragment(CharSequence target) {
        int fragment = AsciiString.indexOf(target, '#', 0);
        return fragment < 0 ? target : target.subSequence(0, fragment);
    }

    static boolean several(Iterator<?> values) {
        if (values.hasNext()) {
            values.next();
        }
        return values.hasNext();
    }

    /** Of the target and all headers. */
    static int characters(HttpRequest request) {
        int characters = request.uri().length();
        var each = request.headers().iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = each.next();
            characters += header.getKey().length() + header.getValue().length();
        }
        return characters;
    }

    /** What a proxy may take the head for over HTTP/2, where each header counts for more than its bytes, and some are added. */
    static int size(HttpRequest request, int characters) {
        return HttpLimits.HEADROOM_BYTES + characters + request.headers().size() * HttpLimits.FIELD_BYTES;
    }

    static Http2Headers response(HttpResponse response) {
        Http2Headers head = response(response, HopByHop.of(response.headers().getAll(CONNECTION)));
        OriginalProtocol.note(head, Version.of(response.protocolVersion()));
        return head;
    }

    /** Behind it, bytes follow that are no HTTP. */
    static Http2Headers lastResponse(HttpResponse response) {
        return response(response, HopByHop.LEFT);
    }

    private static Http2Headers response(HttpResponse response, HopByHop drop) {
        Http2Headers head = new DefaultHttp2Headers(false, response.headers().size() + 1);
        head.status(response.status().codeAsText());
        copy(response.headers(), head, drop);
        return head;
    }

    static Http2Headers trailers(HttpHeaders trailers) {
        Http2Headers copy = new DefaultHttp2Headers(false, trailers.size());
        var fields = trailers.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            AsciiString name = AsciiString.of(field.getKey()).toLowerCase();
            if (MessageGuard.isTrailer(name)) {
                copy.add(name, field.getValue());
            }
        }
        return copy;
    }

    /** Whether method, path and authority make one request line of three words, and no more than one host is named. */
    static boolean speakable(RequestHead head) {
        CharSequence method = head.headers().method();
        return method != null
                && isToken(method)
                && isTarget(head.headers().path())
                && isHost(head)
                && !several(head.headers().valueIterator(HOST));
    }

    // Loops, not streams: every request is asked.
    private static boolean isToken(CharSequence method) {
        for (int i = 0; i < method.length(); i++) {
            char c = method.charAt(i);
            if (!isLetterOrDigit(c) && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !method.isEmpty();
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** A path, or what asks about the server as a whole; anything else a server might read as a URI of its own. */
    static boolean isTarget(@Nullable CharSequence path) {
        return path == null
                || (!path.isEmpty()
                        && isWord(path)
                        && (path.charAt(0) == '/' || (path.charAt(0) == '*' && path.length() == 1)));
    }

    /** Where a path would begin in it, a server might find another than the one the request is judged by. */
    private static boolean isHost(RequestHead head) {
        CharSequence authority = head.headers().authority();
        return authority == null || MessageGuard.isAuthority(authority);
    }

    /** One word of visible characters, or none. */
    private static boolean isWord(@Nullable CharSequence text) {
        for (int i = 0; text != null && i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) == 0x7f) {
                return false;
            }
        }
        return true;
    }

    static HttpRequest toRequest(RequestHead head) {
        Http2Headers headers = head.headers();
        HttpRequest request = new DefaultHttpRequest(
                head.version().toHttp1(), HttpMethod.valueOf(head.method()), target(head), fresh());
        toHttp1(headers, request.headers());
        CharSequence authority = headers.authority();
        if (authority != null && !names(request.headers().get(HOST), authority)) {
            request.headers().set(HOST, authority);
        }
        return request;
    }

    /** Whether the host that a server may read is the one the request was judged by, or none. */
    static boolean names(@Nullable CharSequence host, CharSequence authority) {
        return host != null && (host.isEmpty() || AsciiString.contentEqualsIgnoreCase(host, authority));
    }

    private static String target(RequestHead head) {
        CharSequence path = head.headers().path();
        CharSequence authority = head.headers().authority();
        if (path == null && authority != null && head.switching()) {
            return authority.toString(); // CONNECT
        }
        String target = path == null ? ROOT.toString() : path.toString();
        return head.absoluteForm() && authority != null ? scheme(head) + "://" + authority + target : target;
    }

    private static CharSequence scheme(RequestHead head) {
        CharSequence scheme = head.headers().scheme();
        return scheme != null && AbsoluteForm.isScheme(scheme) ? scheme : HTTP;
    }

    static HttpResponse toResponse(Http2Headers head, Version version) {
        HttpResponse response =
                new DefaultHttpResponse(version.toHttp1(), HttpResponseStatus.valueOf(statusOf(head)), fresh());
        toHttp1(head, response.headers());
        return response;
    }

    /** 0 if there is no legal status. */
    static int statusOf(Http2Headers head) {
        CharSequence status = head.status();
        return status != null && status.length() == 3 ? digits(status) : 0;
    }

    private static int digits(CharSequence text) {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static HttpHeaders fresh() {
        // Names and values come from a decoder that has validated them, or are our own constants.
        return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    }

    static void toHttp1(Http2Headers from, HttpHeaders to) {
        for (Map.Entry<CharSequence, CharSequence> header : from) {
            CharSequence name = header.getKey();
            if (name.length() > 0 && name.charAt(0) != ':') {
                to.add(name, header.getValue());
            }
        }
    }

    /** As {@link #toHttp1}, behind a body. */
    static void trailersToHttp1(Http2Headers from, HttpHeaders to) {
        for (Map.Entry<CharSequence, CharSequence> field : from) {
            CharSequence name = field.getKey();
            if (name.length() > 0 && name.charAt(0) != ':' && MessageGuard.isTrailer(name)) {
                to.add(name, field.getValue());
            }
        }
    }

    private static void copy(HttpHeaders from, Http2Headers to, HopByHop drop) {
        var headers = from.iteratorCharSequence();
        while (headers.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            AsciiString name = AsciiString.of(header.getKey()).toLowerCase();
            if (!drop.covers(name)) {
                to.add(name, header.getValue());
            }
        }
    }
}
