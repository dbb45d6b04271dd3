package io.weft.kubernetes.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a feed is.
 *
 * @param loaded whether the first complete state has been handed on; before that nothing may be served
 * @param away set while the source cannot be reached; the last state stands meanwhile
 * @param refused what could not be taken, in the order of the source
 * @param ignored documents of kinds the mesh does not use, in the order of the source
 */
public record FeedStatus(
        boolean loaded, Optional<Away> away, List<RefusedDocument> refused, List<IgnoredDocument> ignored) {
    public FeedStatus {
        refused = List.copyOf(refused);
        ignored = List.copyOf(ignored);
    }

    /**
     * The source cannot be reached.
     *
     * @param age how old the state handed on last is: the time since the source was last seen whole; if it never was, the
     *     time since the start
     * @param reason what is wrong and what to do about it
     */
    public record Away(Duration age, String reason) {}
}
