package io.weft.proxy.outbound.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** proxy-behaviour, 2: penalty variant. */
class PenaltyTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Penalty penalty = new Penalty(Duration.ofSeconds(5), Duration.ofSeconds(300));

    @ParameterizedTest(name = "HTTP {0}, Retry-After {1}: {2} s")
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "200 | -                             | 0",
                "200 | 60                            | 0",
                "404 | 60                            | 0",
                "429 | -                             | 5",
                "429 | 60                            | 60",
                "429 | 2                             | 5",
                "429 | 301                           | 300",
                "429 | 999999999999999999            | 300",
                "429 | 99999999999999999999          | 5",
                "429 | -60                           | 5",
                "429 | soon                          | 5",
                "503 | -                             | 5",
                "503 | 60                            | 60",
                "503 | Fri, 02 Jan 2026 03:05:05 GMT | 60",
                "503 | Fri, 02 Jan 2026 03:03:05 GMT | 5",
                "503 | Fri, 02 Jan 2099 03:03:05 GMT | 300",
                "503 | Fri, 02 Jan 2026 03:05:05 GMT, at the earliest, and only if all is well by then | 5",
                "500 | 60                            | 5",
                "502 | -                             | 5",
                "504 | -                             | 5",
            })
    void ofHttp(int status, @Nullable String after, long seconds) {
        assertThat(of(response(status, "retry-after", after), false)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "grpc-status {0}, pushback {1} ms: {2} s")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 0",
                "0, -, 0",
                "1, -, 0",
                "5, 60000, 0",
                "8, -, 5",
                "8, 60000, 60",
                "8, 0, 5",
                "8, -1, 5",
                "8, 400000, 300",
                "14, 60000, 60",
                "2, 60000, 5",
                "4, -, 5",
                "13, -, 5",
                "15, -, 5",
            })
    void ofGrpc(@Nullable String grpcStatus, @Nullable String pushback, long seconds) {
        Http2Headers response = response(200, "grpc-status", grpcStatus);
        if (pushback != null) {
            response.set("grpc-retry-pushback-ms", pushback);
        }

        assertThat(of(response, true)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void retryAfterGoesBeforePushbackAndPushbackBeforeAnUnreadableOne() {
        Http2Headers both = response(429, "retry-after", "60").set("grpc-retry-pushback-ms", "90000");
        Http2Headers unreadable = response(429, "retry-after", "soon").set("grpc-retry-pushback-ms", "90000");

        assertThat(of(both, true)).isEqualTo(Duration.ofSeconds(60));
        assertThat(of(unreadable, true)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void retryAfterSaysNothingOfAGrpcStatus() {
        Http2Headers response = response(200, "grpc-status", "8").set("retry-after", "60");

        assertThat(of(response, true)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void onlyCallsOfGrpcHaveAGrpcStatus() {
        assertThat(of(response(200, "grpc-status", "8"), false)).isZero();
    }

    @Test
    void aPenaltyAboveTheLongestHintStands() {
        Penalty longer = new Penalty(Duration.ofSeconds(400), Duration.ofSeconds(300));

        assertThat(longer.of(response(429, "retry-after", "1000"), false, () -> NOW))
                .isEqualTo(Duration.ofSeconds(400).toNanos());
    }

    @Test
    void whatNobodyCanCountIsAYear() {
        Penalty endless = new Penalty(Duration.ofSeconds(Long.MAX_VALUE), Duration.ZERO);

        assertThat(endless.of(response(500, "", null), false, () -> NOW))
                .isEqualTo(Duration.ofDays(365).toNanos());
    }

    private Duration of(Http2Headers response, boolean grpc) {
        return Duration.ofNanos(penalty.of(response, grpc, () -> NOW));
    }

    private static Http2Headers response(int status, String name, @Nullable String value) {
        Http2Headers response = new DefaultHttp2Headers().status(Integer.toString(status));
        return value == null ? response : response.set(name, value);
    }
}
