package io.weft.proxy.telemetry;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * {@code connection_errors_total}: connections that were refused, reset, timed out or failed in TLS.
 *
 * @see "brief-vs-linkerd, 8.4"
 */
public final class ConnectionErrors {
    private ConnectionErrors() {}

    /** Counts one. {@code side}: direction and peer. */
    public static void count(MetricRegistry registry, Labels side, Throwable cause) {
        registry.counter(Meter.CONNECTION_ERRORS_TOTAL, side.and("error", kind(cause)))
                .increment();
    }

    static String kind(Throwable cause) {
        return switch (cause) {
            case SSLException tls -> "tls";
            case ConnectTimeoutException late -> "timeout";
            case TimeoutException late -> "timeout";
            case SocketTimeoutException late -> "timeout";
            case ConnectException refused -> "refused";
            case Errors.NativeIoException os -> kind(-os.expectedErr());
            case IOException reset when String.valueOf(reset.getMessage()).contains("reset") -> "reset";
            default -> "other";
        };
    }

    /** What the kernel says of a connection that stood. */
    private static String kind(int errno) {
        return switch (errno) {
            case Errno.ECONNRESET, Errno.EPIPE -> "reset";
            case Errno.ETIMEDOUT -> "timeout";
            case Errno.ECONNREFUSED -> "refused";
            default -> "other";
        };
    }
}
