package io.weft.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Set;

/**
 * Whether an HTTP/1 message means the same to whoever reads it. The codec refuses most of what does not; this refuses the rest,
 * so that nothing is read as two requests behind us which was one before us. Pure.
 *
 * @see "RFC 9112, 3.2, 6 and 11"
 */
final class MessageGuard {
    /** Longer ones are beyond any number, and zeros in front are nobody's habit. */
    private static final int MOST_DIGITS = 18;

    /** What frames, routes or identifies a message stands in its head or nowhere (RFC 9110 §6.5.1). */
    private static final Set<AsciiString> NO_TRAILERS = Set.of(
            Http1Heads.HOST,
            Http1Heads.TRANSFER_ENCODING,
            Http1Heads.CONNECTION,
            AsciiString.cached("content-length"),
            AsciiString.cached("content-type"),
            AsciiString.cached("content-encoding"),
            AsciiString.cached("content-range"),
            AsciiString.cached("trailer"),
            AsciiString.cached("te"),
            AsciiString.cached("upgrade"),
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"),
            AsciiString.cached("expect"),
            AsciiString.cached("authorization"),
            AsciiString.cached("proxy-authorization"),
            AsciiString.cached("cookie"),
            AsciiString.cached("set-cookie"));

    private MessageGuard() {}

    /** One target of visible characters, at most one host that is one, and one way to find the end. */
    static boolean unambiguous(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return isWord(request.uri()) && isOneHost(headers) && isFramedOnce(headers);
    }

    /** Whether the body, if there are codings, is chunked and nothing else: others would be lost on the way. */
    static boolean isPlain(HttpHeaders headers) {
        Iterator<? extends CharSequence> codings = headers.valueCharSequenceIterator(HttpHeaderNames.TRANSFER_ENCODING);
        return !codings.hasNext()
                || (AsciiString.contentEqualsIgnoreCase(HttpHeaderValues.CHUNKED, codings.next())
                        && !codings.hasNext());
    }

    /** Whether a field may stand behind a body. {@code name} is in lower case. */
    static boolean isTrailer(CharSequence name) {
        return !NO_TRAILERS.contains(AsciiString.of(name));
    }

    private static boolean isFramedOnce(HttpHeaders headers) {
        Iterator<? extends CharSequence> lengths = headers.valueCharSequenceIterator(HttpHeaderNames.CONTENT_LENGTH);
        if (!lengths.hasNext()) {
            return isPlain(headers);
        }
        return isLength(lengths.next()) && !lengths.hasNext() && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    private static boolean isLength(CharSequence text) {
        return !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && (text.charAt(0) != '0' || text.length() == 1)
                && consistsOf(text, '0', '9');
    }

    private static boolean isOneHost(HttpHeaders headers) {
        Iterator<? extends CharSequence> hosts = headers.valueCharSequenceIterator(HttpHeaderNames.HOST);
        return !hosts.hasNext() || (isAuthority(hosts.next()) && !hosts.hasNext());
    }

    /** An authority without a user. */
    static boolean isNamedAuthority(CharSequence text) {
        return !text.isEmpty() && isAuthority(text);
    }

    /** What may stand in an authority without a user; empty for a URI that has none. */
    static boolean isAuthority(CharSequence host) {
        for (int i = 0; i < host.length(); i++) {
            if (!isOfAuthority(host.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfAuthority(char c) {
        return switch (c) {
            case '/', '@', '?', '#', '\\', '"', '<', '>', '^', '`', '{', '|', '}' -> false;
            default -> c >= '!' && c <= '~';
        };
    }

    /** Visible characters of ASCII, or none. */
    private static boolean isWord(CharSequence text) {
        return consistsOf(text, '!', '~');
    }

    private static boolean consistsOf(CharSequence text, char from, char to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < from || c > to) {
                return false;
            }
        }
        return true;
    }
}
