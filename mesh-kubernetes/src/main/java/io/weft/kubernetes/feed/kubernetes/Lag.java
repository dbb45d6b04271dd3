package io.weft.kubernetes.feed.kubernetes;

import io.weft.kubernetes.resource.ResourceKind;
import java.time.Duration;

/**
 * Hears how late the feed is. Threading: called by informers, several at a time; returns at once.
 */
@FunctionalInterface
public interface Lag {
    /**
     * A change was heard of.
     *
     * @param behind since it was written, as its writer's clock says; never negative, in whole seconds as objects have it
     */
    void heard(ResourceKind kind, Duration behind);
}
