package io.weft.kubernetes.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what annotations of routes and Services say of trying again and of time limits.
 *
 * <p>Threading: stateless.
 *
 * @see "crds, 12.2"
 */
public final class TrafficAnnotations {
    private static final int MOST_RETRIES = 0xffff;
    private static final Pattern STATUSES = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

    private TrafficAnnotations() {}

    /**
     * What is to be tried again.
     *
     * @throws ResourceException if an annotation says something that is not allowed
     */
    public static Retries retries(Metadata metadata) {
        Annotations annotations = new Annotations(metadata);
        return new Retries(
                annotations
                        .list(
                                KnownAnnotations.RETRY_HTTP,
                                TrafficAnnotations::statuses,
                                "5xx, gateway-error, a status and a range like 502-504, separated by commas, are allowed")
                        .orElse(List.of()),
                annotations
                        .list(
                                KnownAnnotations.RETRY_GRPC,
                                TrafficAnnotations::code,
                                "cancelled, deadline-exceeded, internal, resource-exhausted and unavailable, separated by"
                                        + " commas, are allowed")
                        .map(Set::copyOf)
                        .orElse(Set.of()),
                annotations
                        .count(KnownAnnotations.RETRY_LIMIT, MOST_RETRIES)
                        .filter(limit -> limit > 0)
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty),
                annotations.positiveDuration(KnownAnnotations.RETRY_TIMEOUT));
    }

    /**
     * How long requests may take.
     *
     * @throws ResourceException if an annotation says something that is not allowed
     */
    public static Timeouts timeouts(Metadata metadata) {
        Annotations annotations = new Annotations(metadata);
        return new Timeouts(
                annotations.positiveDuration(KnownAnnotations.TIMEOUT_REQUEST),
                annotations.positiveDuration(KnownAnnotations.TIMEOUT_RESPONSE),
                annotations.positiveDuration(KnownAnnotations.TIMEOUT_IDLE));
    }

    private static Optional<StatusRange> statuses(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "5xx" -> Optional.of(new StatusRange(500, 599));
            case "gateway-error" -> Optional.of(new StatusRange(502, 504));
            default -> range(STATUSES.matcher(text));
        };
    }

    private static Optional<StatusRange> range(Matcher text) {
        if (!text.matches()) {
            return Optional.empty();
        }
        String end = text.group(2) == null ? text.group(1) : text.group(2);
        return Optional.of(new StatusRange(Integer.parseInt(text.group(1)), Integer.parseInt(end)))
                .filter(range -> range.start() <= range.end());
    }

    private static Optional<Retries.GrpcCode> code(String text) {
        return Arrays.stream(Retries.GrpcCode.values())
                .filter(each -> each.text().equalsIgnoreCase(text))
                .findFirst();
    }
}
