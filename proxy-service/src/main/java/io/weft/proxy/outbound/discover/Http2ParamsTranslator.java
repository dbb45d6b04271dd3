package io.weft.proxy.outbound.discover;

import io.weft.api.destination.Http2ClientParams;
import io.weft.core.Http2Params;
import io.weft.core.Http2Params.KeepAlive;
import io.weft.core.Http2Params.Windows;
import io.weft.proxy.control.DurationTranslator;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How connections to an endpoint are to be kept. What makes no sense is as good as unsaid. Pure but for
 * warnings.
 *
 * <p>Not followed, and warned of: adaptive flow control; the size of the send buffer and the count of reset streams, which our
 * codec does not have.
 *
 * @see "wire-behaviour, 1.5: Endpoint metadata, http2"
 */
final class Http2ParamsTranslator {
    private static final int MIN_FRAME = 16_384;
    private static final int MAX_FRAME = 16_777_215;

    private Http2ParamsTranslator() {}

    /** @param warnings takes a text for each field that is not followed, always the same whichever endpoint it is of */
    static Http2Params read(Http2ClientParams message, Consumer<String> warnings) {
        if (message.equals(Http2ClientParams.getDefaultInstance())) {
            return Http2Params.NONE;
        }
        warn(message.getFlowControl().getAdaptiveFlowControl(), "flow_control.adaptive_flow_control", warnings);
        warn(
                message.getInternals().getMaxConcurrentResetStreams() != 0,
                "internals.max_concurrent_reset_streams",
                warnings);
        warn(message.getInternals().getMaxSendBufSize() != 0, "internals.max_send_buf_size", warnings);
        return new Http2Params(
                windows(message.getFlowControl()),
                message.hasKeepAlive() ? keepAlive(message.getKeepAlive()) : Optional.empty(),
                frame(message.getInternals().getMaxFrameSize()));
    }

    private static void warn(boolean asked, String field, Consumer<String> warnings) {
        if (asked) {
            warnings.accept("the control plane asks for http2." + field + ", but this version does not follow it");
        }
    }

    /** Unsigned on the wire: what does not fit is read as negative. */
    private static Optional<Windows> windows(Http2ClientParams.FlowControl message) {
        int connection = message.getInitialConnectionWindowSize();
        int stream = message.getInitialStreamWindowSize();
        return !message.getAdaptiveFlowControl() && connection > 0 && stream > 0
                ? Optional.of(new Windows(connection, stream))
                : Optional.empty();
    }

    private static Optional<KeepAlive> keepAlive(Http2ClientParams.KeepAlive message) {
        if (!message.hasInterval() || !message.hasTimeout()) {
            return Optional.empty();
        }
        return time(message.getInterval())
                .flatMap(interval -> time(message.getTimeout())
                        .map(timeout -> new KeepAlive(interval, timeout, message.getWhileIdle())));
    }

    private static Optional<Duration> time(com.google.protobuf.Duration message) {
        try {
            return Optional.of(DurationTranslator.read(message)).filter(Duration::isPositive);
        } catch (IllegalArgumentException outOfRange) {
            return Optional.empty();
        }
    }

    private static OptionalInt frame(int bytes) {
        return bytes >= MIN_FRAME && bytes <= MAX_FRAME ? OptionalInt.of(bytes) : OptionalInt.empty();
    }
}
