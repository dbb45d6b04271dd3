package io.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/**
 * HTTP/1 carried over HTTP/2 between two proxies.
 *
 * @see "wire-behaviour, 7: HTTP/1 to HTTP/2 upgrade"
 */
public final class OriginalProtocol {
    private static final AsciiString HEADER = AsciiString.cached("l5d-orig-proto");
    private static final String ABSOLUTE_FORM = "absolute-form";
    private static final AsciiString SCHEME = AsciiString.cached("http");
    private static final AsciiString TE = AsciiString.cached("te");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    private OriginalProtocol() {}

    /** Outbound: what the head looks like on an HTTP/2 connection to a proxy that undoes this. */
    public static void upgrade(RequestHead head) {
        String value = head.version().text() + (head.absoluteForm() ? "; " + ABSOLUTE_FORM : "");
        head.headers().set(HEADER, value);
        head.headers().remove(Http1Heads.TRANSFER_ENCODING);
        head.headers().scheme(SCHEME);
        CharSequence te = head.headers().get(TE);
        if (te != null && !TRAILERS.contentEqualsIgnoreCase(te)) {
            head.headers().remove(TE); // RFC 9113 §8.2.2 allows no other value
        }
    }

    /** Inbound: the head the application sent, if a proxy upgraded it; otherwise {@code head} itself. */
    public static RequestHead restore(RequestHead head) {
        CharSequence value = head.headers().getAndRemove(HEADER);
        if (value == null || head.version() != Version.HTTP_2) {
            return head;
        }
        String text = value.toString();
        Version version = text.startsWith(Version.HTTP_1_0.text()) ? Version.HTTP_1_0 : Version.HTTP_1_1;
        return new RequestHead(head.headers(), version, text.contains(ABSOLUTE_FORM));
    }

    /**
     * Whether {@code head} can be written as HTTP/1, if it is to be. HTTP/2 carries methods and targets that would end a
     * request line early.
     */
    public static boolean speakable(RequestHead head) {
        return head.version() == Version.HTTP_2 || Http1Heads.speakable(head);
    }

    /** Inbound: tells the client's proxy which version the application answered in. */
    public static void mark(Http2Headers response, Version version) {
        response.set(HEADER, version.text());
    }

    /** The header is between proxies only: applications neither say it nor see it. */
    public static void unmark(Http2Headers head) {
        head.remove(HEADER);
    }

    /** 0 if there is no legal status. */
    public static int status(Http2Headers response) {
        return Http1Heads.statusOf(response);
    }
}
