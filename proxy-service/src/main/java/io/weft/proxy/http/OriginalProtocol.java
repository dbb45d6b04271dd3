package io.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/**
 * HTTP/1 carried over HTTP/2 between two proxies.
 *
 * @see "wire-behaviour, 7: HTTP/1 to HTTP/2 upgrade"
 */
public final class OriginalProtocol {
    static final AsciiString HEADER = AsciiString.cached("l5d-orig-proto");
    private static final String ABSOLUTE_FORM = "absolute-form";
    private static final AsciiString SCHEME = AsciiString.cached("http");
    private static final AsciiString TE = AsciiString.cached("te");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    private OriginalProtocol() {}

    /**
     * Outbound: what the head looks like on an HTTP/2 connection to a proxy that undoes this.
     *
     * @return the scheme it had, for {@link #undo}
     */
    public static CharSequence upgrade(RequestHead head) {
        CharSequence scheme = head.headers().scheme();
        String value = head.version().text() + (head.absoluteForm() ? "; " + ABSOLUTE_FORM : "");
        head.headers().set(HEADER, value);
        head.headers().remove(Http1Heads.TRANSFER_ENCODING);
        head.headers().scheme(SCHEME);
        CharSequence te = head.headers().get(TE);
        if (te != null && !TRAILERS.contentEqualsIgnoreCase(te)) {
            head.headers().remove(TE); // RFC 9113 §8.2.2 allows no other value
        }
        return scheme == null ? SCHEME : scheme;
    }

    /** Outbound: the head as it was, for a place that is spoken to in HTTP/1. {@code scheme}: what it had. */
    public static void undo(RequestHead head, CharSequence scheme) {
        unmark(head.headers());
        head.headers().scheme(scheme);
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

    /** From an HTTP/1 server: an exchange knows an answer of HTTP/1.0 by the same header. */
    static void note(Http2Headers response, Version spoken) {
        if (spoken == Version.HTTP_1_0) {
            response.set(HEADER, spoken.text());
        }
    }

    /** Inbound: tells the client's proxy which version the application answered in. */
    public static void mark(Http2Headers response) {
        if (!response.contains(HEADER)) {
            response.set(HEADER, Version.HTTP_1_1.text());
        }
    }

    /** For an HTTP/1 client: the version to answer in, never beyond the client's own. */
    static Version answered(Http2Headers response, Version asked) {
        CharSequence noted = response.getAndRemove(HEADER);
        return noted != null && noted.toString().startsWith(Version.HTTP_1_0.text()) ? Version.HTTP_1_0 : asked;
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
