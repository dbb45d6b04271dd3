package io.weft.proxy.trace;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The binary form of a trace's context: a version, then numbered fields of fixed lengths. */
final class GrpcTrace {
    private static final byte VERSION = 0;
    private static final byte TRACE = 0;
    private static final byte SPAN = 1;
    private static final byte OPTIONS = 2;
    private static final int LENGTH = 29;

    private GrpcTrace() {}

    static @Nullable TraceContext read(CharSequence base64) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        if (bytes.remaining() != LENGTH || bytes.get() != VERSION || bytes.get() != TRACE) {
            return null;
        }
        long high = bytes.getLong();
        long low = bytes.getLong();
        if (bytes.get() != SPAN) {
            return null;
        }
        long parent = bytes.getLong();
        if (bytes.get() != OPTIONS) {
            return null;
        }
        boolean sampled = (bytes.get() & 1) != 0;
        return Propagation.valid(high, low, parent, sampled, TraceContext.Wire.GRPC);
    }

    static byte[] bytes(TraceContext trace, long span) {
        return ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .put(TRACE)
                .putLong(trace.high())
                .putLong(trace.low())
                .put(SPAN)
                .putLong(span)
                .put(OPTIONS)
                .put((byte) (trace.sampled() ? 1 : 0))
                .array();
    }
}
