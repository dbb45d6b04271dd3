package io.weft.proxy.app;

import io.netty.util.NetUtil;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.admin.JsonText;
import io.weft.proxy.config.ProxyConfig.AccessLogFormat;
import io.weft.proxy.inbound.AccessLog;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes the access log, a line for each request, beside the other lines on stderr. The target {@code access_log} of LOG filters
 * it: {@code info} and below are all requests, {@code warn} those answered with 400 and more, {@code error} those with 500 and
 * more or no answer.
 *
 * <p>Threading: safe from any thread. A line is made of its entry on the thread that writes it.
 */
final class AccessLines implements AccessLog {
    /** The target. */
    static final String NAME = "access_log";

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final Logger log = Logger.getLogger(NAME);
    private final AccessLogFormat format;
    private final InstantSource clock;

    AccessLines(AccessLogFormat format, InstantSource clock) {
        this.format = format;
        this.clock = clock;
    }

    @Override
    public boolean wants(int status) {
        return log.isLoggable(level(status));
    }

    private static Level level(int status) {
        if (status == 0 || status >= SERVER_ERROR) {
            return Level.SEVERE;
        }
        return status >= CLIENT_ERROR ? Level.WARNING : Level.INFO;
    }

    @Override
    public void told(Entry entry) {
        Instant began = clock.instant().minusNanos(entry.totalNanos());
        log.log(new Line(level(entry.status()), entry, began, format));
    }

    /** Is written as it is, whatever the format of other lines. */
    static final class Line extends LogRecord {
        private static final long serialVersionUID = 1;

        private final transient Entry entry;
        private final transient Instant began;
        private final transient AccessLogFormat format;

        Line(Level level, Entry entry, Instant began, AccessLogFormat format) {
            super(level, "");
            setLoggerName(NAME);
            this.entry = entry;
            this.began = began.truncatedTo(ChronoUnit.MICROS);
            this.format = format;
        }

        /** Characters of what the client wrote. */
        int length() {
            return entry.method().length()
                    + entry.uri().length()
                    + entry.traceId().length()
                    + entry.requestBytes().length()
                    + entry.userAgent().length()
                    + entry.host().length();
        }

        String text() {
            return (format == AccessLogFormat.JSON ? json() : apache()) + System.lineSeparator();
        }

        private String apache() {
            String line = "%s %s - [%s] \"%s %s %s\""
                    .formatted(
                            address(entry.client()),
                            identity(),
                            began,
                            harmless(entry.method()),
                            harmless(entry.uri()),
                            entry.version());
            return entry.status() == 0 ? line : line + " " + entry.status();
        }

        private String json() {
            StringBuilder json = new StringBuilder(512).append('{');
            text(json, "client.addr", address(entry.client()));
            text(json, "client.id", identity());
            text(json, "timestamp", began.toString());
            text(json, "method", entry.method());
            text(json, "uri", entry.uri());
            text(json, "version", entry.version());
            text(json, "trace_id", entry.traceId());
            text(json, "request_bytes", entry.requestBytes());
            text(json, "user_agent", entry.userAgent());
            text(json, "host", entry.host());
            entry.responseBytes().ifPresent(bytes -> text(json, "response_bytes", bytes));
            if (entry.status() != 0) {
                json.append(",\"status\":").append(entry.status());
            }
            text(json, "total_ns", Long.toString(entry.totalNanos()));
            text(json, "processing_ns", Long.toString(entry.processingNanos()));
            return json.append('}').toString();
        }

        private static void text(StringBuilder json, String name, String value) {
            json.append(json.length() == 1 ? "\"" : ",\"")
                    .append(name)
                    .append("\":")
                    .append(JsonText.quote(value));
        }

        private String identity() {
            return entry.identity().map(WorkloadIdentity::name).orElse("-");
        }

        private static String address(InetSocketAddress client) {
            return NetUtil.toSocketAddressString(client);
        }

        /** A quote or a control character would let a client end the field and forge the next. */
        private static String harmless(String text) {
            StringBuilder harmless = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean harmful = c == '"' || c == '\\' || Character.isISOControl(c);
                harmless.append(harmful ? "\\x%02x".formatted((int) c) : c);
            }
            return harmless.toString();
        }
    }
}
