package io.weft.kubernetes.feed;

import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Collection;
import java.util.List;

/**
 * Hears what a feed knows. Called by the feed's one thread, in order; calls should return quickly and must not call back
 * into the feed. What a call throws is logged and does not stop the feed; because something may have been missed, a reset with
 * everything follows within seconds, until one does not throw.
 *
 * <p>What changes together is told together. A listener that others read from overrides {@link #change}, so that nobody sees
 * a Server without the policies that came with it, or the policies' port without the Server. One that takes one object after
 * the other is told of applies before deletes; what restricts (quarantines, Servers) is applied before what permits, and
 * deleted after it: in between, more is denied than was meant, and never less.
 */
public interface FeedListener {
    /** {@code all} is everything there is. Whatever else was known is gone. */
    void reset(Collection<Resource> all);

    /**
     * Some objects changed at once.
     *
     * @param applied new, or replace those with their ids
     * @param deleted gone
     */
    default void change(List<Resource> applied, List<ResourceId> deleted) {
        applied.forEach(this::apply);
        deleted.forEach(this::delete);
    }

    /** {@code resource} is new, or replaces the one with its id. */
    void apply(Resource resource);

    /** The object is gone. */
    void delete(ResourceId id);
}
