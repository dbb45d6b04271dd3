package io.weft.proxy.trace;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the headers that carry a trace on. What cannot be read is passed on as it is.
 *
 * @see "proxy-behaviour, 12: propagation, forwarding; W3C Trace Context; B3; grpc-trace-bin of OpenCensus"
 */
final class Propagation {
    static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
    static final AsciiString GRPC_TRACE = AsciiString.cached("grpc-trace-bin");
    static final AsciiString B3_TRACE = AsciiString.cached("x-b3-traceid");
    static final AsciiString B3_SPAN = AsciiString.cached("x-b3-spanid");
    static final AsciiString B3_PARENT = AsciiString.cached("x-b3-parentspanid");
    static final AsciiString B3_SAMPLED = AsciiString.cached("x-b3-sampled");

    private static final HexFormat HEX = HexFormat.of();
    private static final int ID = 16; // digits of a span's id, and of half a trace's
    private static final int TRACEPARENT_LENGTH = 55;
    private static final int FLAGS_AT = 53;
    private static final int SPAN_AT = 36;

    private Propagation() {}

    /** The context of a request; null if it has none that can be read. */
    static @Nullable TraceContext read(Http2Headers headers) {
        CharSequence parent = headers.get(TRACEPARENT);
        TraceContext read = parent == null ? null : w3c(parent);
        if (read == null) {
            CharSequence binary = headers.get(GRPC_TRACE);
            read = binary == null ? null : GrpcTrace.read(binary);
        }
        return read == null ? b3(headers) : read;
    }

    /** Names {@code span} as the one that sends the request on. */
    static void write(Http2Headers headers, TraceContext trace, long span) {
        switch (trace.wire()) {
            case W3C ->
                headers.set(
                        TRACEPARENT,
                        "00-" + HEX.toHexDigits(trace.high()) + HEX.toHexDigits(trace.low()) + "-"
                                + HEX.toHexDigits(span) + (trace.sampled() ? "-01" : "-00"));
            case GRPC ->
                headers.set(
                        GRPC_TRACE, Base64.getEncoder().withoutPadding().encodeToString(GrpcTrace.bytes(trace, span)));
            case B3 -> {
                headers.set(B3_SPAN, HEX.toHexDigits(span));
                headers.set(B3_PARENT, HEX.toHexDigits(trace.parent()));
            }
        }
    }

    private static @Nullable TraceContext w3c(CharSequence text) {
        if (text.length() != TRACEPARENT_LENGTH || !startsWithVersion(text)) {
            return null;
        }
        boolean dashed = text.charAt(SPAN_AT - 1) == '-' && text.charAt(FLAGS_AT - 1) == '-';
        if (!dashed || !isLowerHex(text, FLAGS_AT, 2)) {
            return null;
        }
        boolean hex = isLowerHex(text, 3, 2 * ID) && isLowerHex(text, SPAN_AT, ID);
        if (!hex) {
            return null;
        }
        boolean sampled = (HexFormat.fromHexDigit(text.charAt(FLAGS_AT + 1)) & 1) != 0;
        return valid(hex(text, 3), hex(text, 3 + ID), hex(text, SPAN_AT), sampled, TraceContext.Wire.W3C);
    }

    private static boolean startsWithVersion(CharSequence text) {
        return text.charAt(0) == '0' && text.charAt(1) == '0' && text.charAt(2) == '-';
    }

    private static @Nullable TraceContext b3(Http2Headers headers) {
        CharSequence trace = headers.get(B3_TRACE);
        CharSequence span = headers.get(B3_SPAN);
        if (trace == null || span == null || span.length() != ID || !isHex(trace) || !isHex(span)) {
            return null;
        }
        boolean wide = trace.length() == 2 * ID;
        if (!wide && trace.length() != ID) {
            return null;
        }
        CharSequence sampled = headers.get(B3_SAMPLED);
        boolean kept = sampled != null && AsciiString.contentEquals("1", sampled);
        return valid(wide ? hex(trace, 0) : 0, hex(trace, wide ? ID : 0), hex(span, 0), kept, TraceContext.Wire.B3);
    }

    static @Nullable TraceContext valid(long high, long low, long parent, boolean sampled, TraceContext.Wire wire) {
        return (high == 0 && low == 0) || parent == 0 ? null : new TraceContext(high, low, parent, sampled, wire);
    }

    private static long hex(CharSequence text, int from) {
        return HexFormat.fromHexDigitsToLong(text, from, from + ID);
    }

    private static boolean isLowerHex(CharSequence text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(CharSequence text) {
        return text.chars().allMatch(HexFormat::isHexDigit);
    }
}
