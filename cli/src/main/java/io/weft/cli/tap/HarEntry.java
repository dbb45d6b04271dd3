package io.weft.cli.tap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of an HTTP archive, version 1.2. Names that begin with an underscore are ours, as the format allows. Times are in
 * milliseconds; -1 where something is not known.
 *
 * @param cache always empty: nothing between is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HarEntry(
        String startedDateTime,
        double time,
        Request request,
        Response response,
        Map<String, String> cache,
        Timings timings,
        String serverIPAddress,
        @JsonProperty("_direction") String direction,
        @JsonProperty("_source") String source,
        @JsonProperty("_destination") String destination,
        @JsonProperty("_grpcStatus") @Nullable Integer grpcStatus,
        @JsonProperty("_resetErrorCode") @Nullable Long resetErrorCode) {
    /** Of a request that ended without an answer. */
    static final TapEvent.Part.Response NO_RESPONSE = new TapEvent.Part.Response(Duration.ZERO, 0, List.of());

    private static final double MICROS = 1e3;
    private static final String NOT_TOLD = "unknown";

    record Named(String name, String value) {}

    record Request(
            String method,
            String url,
            String httpVersion,
            List<Named> cookies,
            List<Named> headers,
            List<Named> queryString,
            long headersSize,
            long bodySize) {}

    record Response(
            int status,
            String statusText,
            String httpVersion,
            List<Named> cookies,
            List<Named> headers,
            Content content,
            String redirectURL,
            long headersSize,
            long bodySize) {}

    record Content(long size, String mimeType) {}

    record Timings(double send, @JsonProperty("wait") double waited, double receive) {}

    static HarEntry of(
            TapEvent event,
            Instant began,
            TapEvent.Part.Request request,
            TapEvent.Part.Response response,
            TapEvent.Part.Ended end) {
        return new HarEntry(
                began.toString(),
                millis(end.sinceRequest()),
                new Request(
                        request.method(),
                        request.scheme() + "://" + request.authority() + request.path(),
                        NOT_TOLD,
                        List.of(),
                        headers(request.headers()),
                        query(request.path()),
                        -1,
                        -1),
                response(response, end),
                Map.of(),
                new Timings(0, millis(response.sinceRequest()), millis(end.sinceResponse())),
                event.destination().ip(),
                event.direction().name(),
                event.source().text(),
                event.destination().text(),
                end.grpcStatus().orElse(null),
                end.resetCode().orElse(null));
    }

    private static Response response(TapEvent.Part.Response response, TapEvent.Part.Ended end) {
        List<Named> headers = headers(response.headers());
        return new Response(
                response.status(),
                "",
                NOT_TOLD,
                List.of(),
                headers,
                new Content(end.bytes(), value(headers, "content-type")),
                value(headers, "location"),
                -1,
                end.bytes());
    }

    private static List<Named> headers(List<TapEvent.Header> headers) {
        return headers.stream()
                .map(header -> new Named(
                        header.name(), header.text().or(header::binary).orElse("")))
                .toList();
    }

    private static String value(List<Named> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Named::value)
                .findFirst()
                .orElse("");
    }

    private static List<Named> query(String path) {
        int question = path.indexOf('?');
        return question < 0
                ? List.of()
                : Arrays.stream(path.substring(question + 1).split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .map(pair -> new Named(pair[0], pair.length > 1 ? pair[1] : ""))
                        .toList();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / MICROS / MICROS;
    }
}
