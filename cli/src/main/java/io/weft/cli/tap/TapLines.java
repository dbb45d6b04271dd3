package io.weft.cli.tap;

import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events as lines for people. Pure.
 *
 * @see "cli, 9.4"
 */
record TapLines(boolean wide) {
    String line(TapEvent event) {
        StringBuilder line = new StringBuilder();
        switch (event.part()) {
            case TapEvent.Part.Request request -> {
                begin(line, "req", event);
                line.append(" :method=").append(request.method());
                line.append(" :authority=").append(request.authority());
                line.append(" :path=").append(request.path());
            }
            case TapEvent.Part.Response response -> {
                begin(line, "rsp", event);
                line.append(" :status=").append(response.status());
                line.append(" latency=").append(micros(response.sinceRequest()));
            }
            case TapEvent.Part.Ended end -> {
                begin(line, "end", event);
                end.grpcStatus().ifPresent(code -> line.append(" grpc-status=").append(grpc(code)));
                end.resetCode().ifPresent(code -> line.append(" reset-error=").append(code));
                line.append(" duration=").append(micros(end.sinceResponse()));
                line.append(" response-length=").append(end.bytes()).append('B');
            }
        }
        if (wide) {
            labels(line, "src_", event.source().labels());
            labels(line, "dst_", event.destination().labels());
            labels(line, "rt_", event.route());
        }
        return printable(line);
    }

    private static void begin(StringBuilder line, String word, TapEvent event) {
        line.append(word);
        line.append(" id=").append(event.id().base()).append(':').append(event.id().stream());
        line.append(" proxy=").append(event.direction().word());
        line.append(" src=").append(event.source().text());
        line.append(" dst=").append(event.destination().text());
        line.append(" tls=").append(event.tls());
    }

    private static void labels(StringBuilder line, String prefix, Map<String, String> labels) {
        new TreeMap<>(labels)
                .forEach((name, value) ->
                        line.append(' ').append(prefix).append(name).append('=').append(value));
    }

    private static String micros(Duration duration) {
        return duration.toNanos() / 1_000 + "µs";
    }

    /** {@code NotFound}; {@code Code(n)} if there is no such. */
    static String grpc(int code) {
        Status.Code known = Status.fromCodeValue(code).getCode();
        if (known.value() != code) {
            return "Code(" + code + ")";
        }
        return known == Status.Code.CANCELLED ? "Canceled" : known == Status.Code.OK ? "OK" : camel(known.name());
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? c : Character.toLowerCase(c));
                upper = false;
            }
        }
        return camel.toString();
    }

    /** What strangers wrote must not steer the terminal. */
    static String printable(CharSequence text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> safe.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return safe.toString();
    }
}
