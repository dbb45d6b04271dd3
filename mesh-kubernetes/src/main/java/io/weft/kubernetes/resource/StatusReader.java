package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads what the mesh has said of an object before. A status that cannot be read counts as none: no object is refused for what
 * somebody else wrote into it.
 *
 * @see "crds, 8, 9 and 11.3"
 */
final class StatusReader {
    private StatusReader() {}

    /** What the mesh said of a route's parents; what others said is left out. */
    static List<ParentStatus> parents(Field root, Function<Field, ParentRef> parent) {
        return lenient(
                () -> root.get("status").get("parents").items().stream()
                        .filter(entry ->
                                entry.get("controllerName").stringOr("").equals(ParentStatus.CONTROLLER))
                        .map(entry -> new ParentStatus(
                                parent.apply(entry.get("parentRef")),
                                entry.get("conditions").items(StatusReader::condition)))
                        .toList(),
                List.of());
    }

    /** What was said of a rate limit. */
    static Optional<RateLimitPolicy.Reported> rateLimit(Field root) {
        Field status = root.get("status");
        return lenient(
                () -> accepted(root)
                        .map(accepted -> new RateLimitPolicy.Reported(
                                status.get("targetRef").get("name").stringOr(""), accepted)),
                Optional.empty());
    }

    /** Whether an object was said to be accepted. */
    static Optional<Condition> accepted(Field root) {
        return lenient(
                () -> root.get("status").get("conditions").items(StatusReader::condition).stream()
                        .filter(condition -> condition.type().equals("Accepted"))
                        .findFirst(),
                Optional.empty());
    }

    private static Condition condition(Field condition) {
        return new Condition(
                condition.get("type").string(),
                condition.get("status").string().equals("True"),
                condition.get("reason").stringOr(""),
                condition.get("message").stringOr(""));
    }

    private static <T> T lenient(Supplier<T> reading, T unreadable) {
        try {
            return reading.get();
        } catch (ResourceException theirs) {
            return unreadable;
        }
    }
}
