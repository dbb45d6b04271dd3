package io.weft.kubernetes.feed;

import io.weft.kubernetes.resource.ResourceKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a feed is.
 *
 * @param loaded whether the first complete state has been handed on; before that nothing may be served
 * @param away set while the source cannot be reached; the last state stands meanwhile
 * @param refused what could not be taken, in the order of the source
 * @param ignored documents of kinds the mesh does not use, in the order of the source
 * @param tolerated fields of taken documents that nobody here knows, in the order of the source
 * @param known how many objects of each kind the listener has been told of; kinds of which there are none are left out
 */
public record FeedStatus(
        boolean loaded,
        Optional<Away> away,
        List<RefusedDocument> refused,
        List<IgnoredDocument> ignored,
        List<ToleratedField> tolerated,
        Map<ResourceKind, Integer> known) {
    public FeedStatus {
        refused = List.copyOf(refused);
        ignored = List.copyOf(ignored);
        tolerated = List.copyOf(tolerated);
        known = Map.copyOf(known);
    }

    /** Nothing was heard of the source yet. */
    public static FeedStatus unknown() {
        return new FeedStatus(false, Optional.empty(), List.of(), List.of(), List.of(), Map.of());
    }

    /**
     * A field of a schema newer than ours; its object was taken without it.
     *
     * @param object for instance {@code Server shop/web}
     * @param field path within the object
     */
    public record ToleratedField(String object, String field) {}

    /**
     * The source cannot be reached.
     *
     * @param age how old the state handed on last is: the time since the source was last seen whole; if it never was, the
     *     time since the start
     * @param reason what is wrong and what to do about it
     */
    public record Away(Duration age, String reason) {}
}
