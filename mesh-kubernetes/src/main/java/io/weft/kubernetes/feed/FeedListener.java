package io.weft.kubernetes.feed;

import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Collection;

/**
 * Hears what a feed knows. Called by the feed's one thread, in order; calls should return quickly and must not call back
 * into the feed. What a call throws is logged and does not stop the feed.
 *
 * <p>Where several objects change together, applies come before deletes, restrictions (quarantines, Servers) are applied
 * before permissions and deleted after them: in between, the mesh allows less than either state, never more.
 */
public interface FeedListener {
    /** {@code all} is everything there is. Whatever else was known is gone. */
    void reset(Collection<Resource> all);

    /** {@code resource} is new, or replaces the one with its id. */
    void apply(Resource resource);

    /** The object is gone. */
    void delete(ResourceId id);
}
