package io.weft.kubernetes.feed;

import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Collection;

/**
 * Hears what a feed knows. Called by the feed's one thread, in order; calls should return quickly and must not call back
 * into the feed. What a call throws is logged and does not stop the feed; because something may have been missed, a reset with
 * everything follows within seconds, until one does not throw.
 *
 * <p>Where several objects change together, applies come before deletes; what restricts (quarantines, Servers) is applied
 * before what permits, and deleted after it. So a Server and its policies that come or go together never leave the port open
 * in between.
 */
public interface FeedListener {
    /** {@code all} is everything there is. Whatever else was known is gone. */
    void reset(Collection<Resource> all);

    /** {@code resource} is new, or replaces the one with its id. */
    void apply(Resource resource);

    /** The object is gone. */
    void delete(ResourceId id);
}
