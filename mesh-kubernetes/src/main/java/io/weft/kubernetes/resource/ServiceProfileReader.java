package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.ServiceProfile.DstOverride;
import io.weft.kubernetes.resource.ServiceProfile.RequestMatch;
import io.weft.kubernetes.resource.ServiceProfile.ResponseClass;
import io.weft.kubernetes.resource.ServiceProfile.RetryBudget;
import io.weft.kubernetes.resource.ServiceProfile.Route;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads ServiceProfiles, in the forms of users' manifests too: a route without condition, a budget of a route's own, one
 * without {@code ttl}, one with a cap.
 *
 * @see "crds, 2; brief-vs-linkerd, 5.3 to 5.6"
 */
final class ServiceProfileReader implements KindReader {
    private static final String DURATIONS = "a duration like 500ms, 5s or 1m30s is allowed";
    private static final Duration DEFAULT_TTL = Duration.ofSeconds(10);
    private static final Pattern AUTHORITY = Pattern.compile("[^\\s:/]+(:[0-9]{1,5})?");

    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec").objectOf("routes", "retryBudget", "dstOverrides", "opaquePorts");
        return new ServiceProfile(
                metadata,
                spec.get("routes").items(ServiceProfileReader::route),
                budget(spec.get("retryBudget")),
                spec.get("dstOverrides").items(ServiceProfileReader::override));
    }

    private static Route route(Field route) {
        route.objectOf("name", "condition", "timeout", "isRetryable", "responseClasses", "retryBudget");
        String name = route.get("name").string();
        route.get("name").require(!name.isEmpty(), "a name is required");
        RequestMatch condition = route.get("condition")
                .ifPresent()
                .map(RequestMatchReader::read)
                .orElseGet(() -> RequestMatchReader.meantBy(name));
        return new Route(
                name,
                condition,
                route.get("timeout").ifPresent().flatMap(ServiceProfileReader::timeout),
                route.get("isRetryable").booleanOr(false),
                route.get("responseClasses").items(ServiceProfileReader::responseClass),
                budget(route.get("retryBudget")));
    }

    private static ResponseClass responseClass(Field described) {
        described.objectOf("condition", "isFailure");
        return new ResponseClass(
                ResponseMatchReader.read(described.get("condition")),
                described.get("isFailure").booleanOr(false));
    }

    private static Optional<RetryBudget> budget(Field field) {
        return field.ifPresent().map(budget -> {
            budget.objectOf("retryRatio", "minRetriesPerSecond", "ttl", "maxRetriesPerSecond");
            Field ratio = budget.get("retryRatio");
            return new RetryBudget(
                    (float) ratio.numberAtLeastZero(),
                    budget.get("minRetriesPerSecond").countOr(0),
                    budget.get("ttl")
                            .ifPresent()
                            .map(ServiceProfileReader::duration)
                            .orElse(DEFAULT_TTL),
                    budget.get("maxRetriesPerSecond")
                            .ifPresent()
                            .map(cap -> OptionalInt.of(cap.countOr(0)))
                            .orElseGet(OptionalInt::empty));
        });
    }

    private static DstOverride override(Field override) {
        override.objectOf("authority", "weight");
        return new DstOverride(
                override.get("authority").string(AUTHORITY, "host or host:port is required"),
                WeightReader.read(override.get("weight")));
    }

    /** One that is no duration is left out of a profile that was let in before, and the rest of it is followed. */
    private static Optional<Duration> timeout(Field field) {
        Optional<Duration> read = GoDuration.parse(field.string());
        if (read.isEmpty()) {
            field.leaveOut(DURATIONS);
        }
        return read;
    }

    private static Duration duration(Field field) {
        return GoDuration.parse(field.string()).orElseThrow(() -> field.refuse(DURATIONS));
    }
}
