package io.weft.proxy.telemetry;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * {@code connection_errors_total}: connections that were refused, reset, timed out or failed in TLS.
 *
 * @see "brief-vs-linkerd, 8.4"
 */
public final class ConnectionErrors {
    private static final Pattern DIAL_ERRNO = Pattern.compile("failed with error\\(-(\\d{1,4})\\)");

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
            case ConnectException failed -> ofDial(String.valueOf(failed.getMessage()));
            case Errors.NativeIoException os -> kind(-os.expectedErr());
            case IOException reset when String.valueOf(reset.getMessage()).contains("reset") -> "reset";
            default -> "other";
        };
    }

    /** Netty has one exception for all that the kernel says of a dial, with the number in its words alone. */
    private static String ofDial(String words) {
        Matcher said = DIAL_ERRNO.matcher(words);
        return said.find() ? kind(Integer.parseInt(said.group(1))) : "refused";
    }

    /** What the kernel says. */
    private static String kind(int errno) {
        return switch (errno) {
            case Errno.ECONNRESET, Errno.EPIPE -> "reset";
            case Errno.ETIMEDOUT -> "timeout";
            case Errno.ECONNREFUSED -> "refused";
            default -> "other";
        };
    }
}
