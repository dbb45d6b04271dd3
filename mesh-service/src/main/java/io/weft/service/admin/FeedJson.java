package io.weft.service.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weft.kubernetes.feed.FeedStatus;
import io.weft.kubernetes.feed.IgnoredDocument;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a feed is.
 *
 * @param loaded whether the first complete state is known
 * @param away why the source cannot be reached, and how old the last state is; absent while it is in sight
 * @param known objects by kind and group: {@code Server.policy.linkerd.io}; of the core group the kind alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FeedJson(
        boolean loaded,
        @Nullable AwayJson away,
        Map<String, Integer> known,
        List<RefusedDocument> refused,
        List<IgnoredDocument> ignored,
        List<FeedStatus.ToleratedField> tolerated) {

    /** The source cannot be reached. */
    record AwayJson(String reason, double ageSeconds) {
        static AwayJson of(FeedStatus.Away away) {
            return new AwayJson(away.reason(), away.age().toMillis() / 1000.0);
        }
    }

    static FeedJson of(FeedStatus status) {
        Map<String, Integer> known = new TreeMap<>();
        status.known().forEach((kind, count) -> known.put(name(kind), count));
        return new FeedJson(
                status.loaded(),
                status.away().map(AwayJson::of).orElse(null),
                known,
                status.refused(),
                status.ignored(),
                status.tolerated());
    }

    private static String name(ResourceKind kind) {
        return kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
    }
}
