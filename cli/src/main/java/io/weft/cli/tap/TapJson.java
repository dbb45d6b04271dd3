package io.weft.cli.tap;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event as JSON shows it; absent where it does not apply.
 *
 * @see "cli, 9.4"
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TapJson(
        End source,
        End destination,
        Map<String, String> routeMeta,
        String proxyDirection,
        @Nullable RequestInit requestInitEvent,
        @Nullable ResponseInit responseInitEvent,
        @Nullable ResponseEnd responseEndEvent) {
    record End(String ip, int port, Map<String, String> metadata) {}

    record Id(long base, long stream) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Header(
            String name,
            @Nullable String valueStr,
            @Nullable String valueBin) {}

    record RequestInit(Id id, String method, String scheme, String authority, String path, List<Header> headers) {}

    record ResponseInit(Id id, String sinceRequestInit, int httpStatus, List<Header> headers) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResponseEnd(
            Id id,
            String sinceRequestInit,
            String sinceResponseInit,
            long responseBytes,
            List<Header> trailers,
            @Nullable Integer grpcStatusCode,
            @Nullable Long resetErrorCode) {}

    static TapJson of(TapEvent event) {
        Id id = new Id(event.id().base(), event.id().stream());
        return switch (event.part()) {
            case TapEvent.Part.Request request ->
                of(
                        event,
                        new RequestInit(
                                id,
                                request.method(),
                                request.scheme(),
                                request.authority(),
                                request.path(),
                                headers(request.headers())),
                        null,
                        null);
            case TapEvent.Part.Response response ->
                of(
                        event,
                        null,
                        new ResponseInit(
                                id, seconds(response.sinceRequest()), response.status(), headers(response.headers())),
                        null);
            case TapEvent.Part.Ended end ->
                of(
                        event,
                        null,
                        null,
                        new ResponseEnd(
                                id,
                                seconds(end.sinceRequest()),
                                seconds(end.sinceResponse()),
                                end.bytes(),
                                headers(end.trailers()),
                                end.grpcStatus().orElse(null),
                                end.resetCode().orElse(null)));
        };
    }

    private static TapJson of(
            TapEvent event, @Nullable RequestInit request, @Nullable ResponseInit response, @Nullable ResponseEnd end) {
        return new TapJson(
                end(event.source()),
                end(event.destination()),
                new TreeMap<>(event.route()),
                event.direction().name(),
                request,
                response,
                end);
    }

    private static End end(TapEvent.End end) {
        return new End(end.ip(), end.port(), new TreeMap<>(end.labels()));
    }

    private static List<Header> headers(List<TapEvent.Header> headers) {
        return headers.stream()
                .map(header -> new Header(
                        header.name(),
                        header.text().orElse(null),
                        header.binary().orElse(null)))
                .toList();
    }

    /** As protobuf writes a duration: {@code 0.001234000s}. */
    private static String seconds(Duration duration) {
        return "%d.%09ds".formatted(duration.toSeconds(), duration.toNanosPart());
    }
}
