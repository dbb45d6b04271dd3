package io.weft.viz.tap;

import com.google.protobuf.MessageLite;
import io.weft.api.viz.ApiError;
import io.weft.api.viztap.TapEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Events as the aggregated API frames them: four bytes of length, the least first, then the message. Pure.
 *
 * @see "wire-api, 15.1"
 */
final class FrameTranslator {
    private FrameTranslator() {}

    /** Why there are no events. */
    static byte[] error(String message) {
        return frame(ApiError.newBuilder().setError(message).build());
    }

    static byte[] event(TapEvent event) {
        return frame(event);
    }

    private static byte[] frame(MessageLite message) {
        byte[] body = message.toByteArray();
        return ByteBuffer.allocate(Integer.BYTES + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(body.length)
                .put(body)
                .array();
    }
}
