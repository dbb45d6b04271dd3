package io.weft.proxy.outbound;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Retry.StatusRange;
import io.weft.proxy.outbound.route.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Time-outs and retries of one request: the rule's, and, where the rule allows it, what the request says itself. Pure, but
 * for the headers it takes away. What cannot be read is as if it was not said.
 *
 * @param retry null: sent once
 * @see "wire-behaviour, 9; proxy-behaviour, 5.1: headers"
 */
record HeaderTerms(Timeouts timeouts, @Nullable Retry retry) {
    private static final AsciiString TIMEOUT = AsciiString.cached("l5d-timeout");
    private static final AsciiString REQUEST_TIMEOUT = AsciiString.cached("l5d-request-timeout");
    private static final AsciiString RESPONSE_TIMEOUT = AsciiString.cached("l5d-response-timeout");
    private static final AsciiString RETRY_HTTP = AsciiString.cached("l5d-retry-http");
    private static final AsciiString RETRY_GRPC = AsciiString.cached("l5d-retry-grpc");
    private static final AsciiString RETRY_LIMIT = AsciiString.cached("l5d-retry-limit");
    private static final AsciiString RETRY_TIMEOUT = AsciiString.cached("l5d-retry-timeout");
    private static final Duration LONGEST = Duration.ofDays(100_000); // that a timer holds
    private static final Pattern DURATION = Pattern.compile("(?<count>[0-9]{1,9})(?<unit>ms|s|m|h|d)");
    private static final Pattern STATUSES = Pattern.compile("(?<first>[1-9][0-9]{2})(?:-(?<last>[1-9][0-9]{2}))?");
    private static final Retry DEFAULT =
            new Retry(1, 65_536, List.of(), Set.of(), Duration.ZERO, new Backoff(ms(25), ms(250), 1));

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    static HeaderTerms of(Rule rule, Http2Headers headers) {
        Retry retry = rule.retry().orElse(null);
        if (!rule.headersAllowed()) {
            return new HeaderTerms(rule.timeouts(), retry);
        }
        Optional<Duration> older = take(headers, TIMEOUT).flatMap(HeaderTerms::duration);
        Optional<Duration> request =
                take(headers, REQUEST_TIMEOUT).flatMap(HeaderTerms::duration).or(() -> older);
        Optional<Duration> response = take(headers, RESPONSE_TIMEOUT).flatMap(HeaderTerms::duration);
        Timeouts timeouts = new Timeouts(
                request.orElse(rule.timeouts().request()),
                response.orElse(rule.timeouts().response()),
                rule.timeouts().idle());
        return new HeaderTerms(timeouts, retry(headers, retry));
    }

    private static @Nullable Retry retry(Http2Headers headers, @Nullable Retry ofRule) {
        Optional<List<StatusRange>> statuses = take(headers, RETRY_HTTP).flatMap(HeaderTerms::statuses);
        Optional<Set<Integer>> grpc = take(headers, RETRY_GRPC).flatMap(HeaderTerms::grpcStatuses);
        Optional<Integer> limit = take(headers, RETRY_LIMIT).flatMap(HeaderTerms::number);
        Optional<Duration> timeout = take(headers, RETRY_TIMEOUT).flatMap(HeaderTerms::duration);
        if (statuses.isEmpty() && grpc.isEmpty() && limit.isEmpty() && timeout.isEmpty()) {
            return ofRule;
        }
        Retry base = ofRule == null ? DEFAULT : ofRule;
        return new Retry(
                limit.orElse(base.limit()),
                base.maxBytes(),
                statuses.orElse(base.statuses()),
                grpc.orElse(base.grpcStatuses()),
                timeout.orElse(base.timeout()),
                base.backoff());
    }

    private static Optional<String> take(Http2Headers headers, AsciiString name) {
        return Optional.ofNullable(headers.getAndRemove(name)).map(CharSequence::toString);
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    static Optional<Duration> duration(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(parts.group("count"));
        Duration said = switch (parts.group("unit")) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        return Optional.of(said.compareTo(LONGEST) < 0 ? said : LONGEST);
    }

    private static Optional<List<StatusRange>> statuses(String text) {
        List<StatusRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher numbers = STATUSES.matcher(part);
            if (part.equals("5xx")) {
                ranges.add(new StatusRange(500, 599));
            } else if (part.equals("gateway-error")) {
                ranges.add(new StatusRange(502, 504));
            } else if (numbers.matches()) {
                String last = numbers.group("last");
                int first = Integer.parseInt(numbers.group("first"));
                ranges.add(new StatusRange(first, last == null ? first : Integer.parseInt(last)));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(ranges);
    }

    private static Optional<Set<Integer>> grpcStatuses(String text) {
        Set<Integer> statuses = new HashSet<>();
        for (String part : text.split(",", -1)) {
            switch (part) {
                case "cancelled" -> statuses.add(1);
                case "deadline-exceeded" -> statuses.add(4);
                case "resource-exhausted" -> statuses.add(8);
                case "internal" -> statuses.add(13);
                case "unavailable" -> statuses.add(14);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(statuses);
    }
}
