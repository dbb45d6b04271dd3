package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.ResourceRef;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.outbound.discover.Distribution;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Retry.StatusRange;
import io.weft.proxy.outbound.route.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** wire-behaviour, 9; proxy-behaviour, 5.1: headers. */
class HeaderTermsTest {
    private static final Timeouts SECONDS =
            new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(25), Duration.ofMillis(250), 1);
    private static final Retry RETRY =
            new Retry(5, 100, List.of(new StatusRange(500, 500)), Set.of(14), Duration.ofSeconds(4), BACKOFF);

    @Test
    void headersAreLeftAloneWhereTheyAreNotAllowed() {
        Http2Headers headers = headers("l5d-timeout", "9s", "l5d-retry-limit", "9");

        assertThat(HeaderTerms.of(rule(RETRY, false), headers)).isEqualTo(new HeaderTerms(SECONDS, RETRY));
        assertThat(headers.size()).isEqualTo(2);
    }

    @Test
    void headersAreTakenAwayWhereTheyAreAllowedAndWinOverTheRule() {
        Http2Headers headers = headers(
                "l5d-timeout", "9s",
                "l5d-request-timeout", "8s",
                "l5d-response-timeout", "7s",
                "l5d-retry-http", "gateway-error,500,429-431",
                "l5d-retry-grpc", "cancelled,internal",
                "l5d-retry-limit", "3",
                "l5d-retry-timeout", "150ms");

        assertThat(HeaderTerms.of(rule(RETRY, true), headers))
                .isEqualTo(new HeaderTerms(
                        new Timeouts(Duration.ofSeconds(8), Duration.ofSeconds(7), Duration.ofSeconds(3)),
                        new Retry(
                                3,
                                100,
                                List.of(
                                        new StatusRange(502, 504),
                                        new StatusRange(500, 500),
                                        new StatusRange(429, 431)),
                                Set.of(1, 13),
                                Duration.ofMillis(150),
                                BACKOFF)));
        assertThat(headers.isEmpty()).isTrue();
    }

    @Test
    void anyOfThemTurnsRetriesOn() {
        assertThat(HeaderTerms.of(rule(null, true), headers("l5d-retry-http", "5xx"))
                        .retry())
                .isEqualTo(new Retry(1, 65_536, List.of(new StatusRange(500, 599)), Set.of(), Duration.ZERO, BACKOFF));
        assertThat(HeaderTerms.of(rule(null, true), headers()).retry()).isNull();
    }

    @Test
    void whatCannotBeReadIsAsIfItWasNotSaid() {
        Http2Headers headers = headers(
                "l5d-timeout", "soon",
                "l5d-retry-http", "5xx, 429",
                "l5d-retry-grpc", "unheard-of",
                "l5d-retry-limit", "-1");

        assertThat(HeaderTerms.of(rule(RETRY, true), headers)).isEqualTo(new HeaderTerms(SECONDS, RETRY));
    }

    @ParameterizedTest
    @CsvSource({"150ms, PT0.15S", "2s, PT2S", "3m, PT3M", "1h, PT1H", "1d, PT24H", "0, PT0S", "999999999h, PT2400000H"})
    void durationsHaveAUnit(String text, Duration expected) {
        assertThat(HeaderTerms.duration(text)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"5", "1.5s", "s", "-1s", "1 s", "99999999999s"})
    void otherTextsAreNoDurations(String text) {
        assertThat(HeaderTerms.duration(text)).isEmpty();
    }

    private static Rule rule(@Nullable Retry retry, boolean allowed) {
        return new Rule(
                ResourceRef.ofDefault("http"),
                List.of(),
                new Distribution(true, List.of()),
                SECONDS,
                Optional.ofNullable(retry),
                allowed,
                Optional.empty());
    }

    private static Http2Headers headers(String... pairs) {
        Http2Headers headers = new DefaultHttp2Headers();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.add(pairs[i], pairs[i + 1]);
        }
        return headers;
    }
}
