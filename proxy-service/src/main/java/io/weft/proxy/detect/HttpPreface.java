package io.weft.proxy.detect;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Judges the first bytes of a connection. Pure.
 *
 * <p>One look only: whatever the first read brought decides, so fewer than 14 bytes are never HTTP. A client that dribbles its
 * request line loses per-request features; a connection that waits for more would be an outage where the server speaks first.
 *
 * @see "wire-behaviour, 6: protocol detection"
 */
public final class HttpPreface {
    private static final byte[] HTTP2 = "PRI * HTTP/2.0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = " HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private HttpPreface() {}

    /** Reads without advancing. Never {@link Detection#TIMED_OUT} or {@link Detection#BROKEN}. */
    public static Detection classify(ByteBuf first) {
        if (first.readableBytes() < HTTP2.length) {
            return Detection.NOT_HTTP;
        }
        if (startsWith(first, first.readerIndex(), HTTP2)) {
            return Detection.HTTP2;
        }
        return isRequestLine(first) ? Detection.HTTP1 : Detection.NOT_HTTP;
    }

    /** A method, a target, and, if the line is whole, an HTTP/1 version. */
    private static boolean isRequestLine(ByteBuf in) {
        int start = in.readerIndex();
        while (start < in.writerIndex() && isLineBreak(in.getByte(start))) { // RFC 9112 §2.2
            start++;
        }
        int methodEnd = in.indexOf(start, in.writerIndex(), (byte) ' ');
        if (methodEnd <= start || !isToken(in, start, methodEnd)) {
            return false;
        }
        int lineEnd = in.indexOf(methodEnd, in.writerIndex(), (byte) '\n');
        return lineEnd < 0 ? isPrintable(in, methodEnd, in.writerIndex()) : endsWithVersion(in, methodEnd, lineEnd);
    }

    private static boolean endsWithVersion(ByteBuf in, int from, int lineEnd) {
        int end = lineEnd > from && in.getByte(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
        int version = end - VERSION.length - 1;
        return version > from
                && startsWith(in, version, VERSION)
                && (in.getByte(end - 1) == '0' || in.getByte(end - 1) == '1')
                && isPrintable(in, from, end);
    }

    private static boolean isLineBreak(byte c) {
        return c == '\r' || c == '\n';
    }

    private static boolean isToken(ByteBuf in, int from, int to) {
        for (int i = from; i < to; i++) {
            int c = in.getByte(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letter && TOKEN_SYMBOLS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(ByteBuf in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte c = in.getByte(i);
            if ((c >= 0 && c < ' ' && c != '\r') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(ByteBuf in, int from, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (in.getByte(from + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
