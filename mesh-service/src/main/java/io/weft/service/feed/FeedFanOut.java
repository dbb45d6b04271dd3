package io.weft.service.feed;

import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells several listeners, in their order; one that throws does not keep the others from hearing, and the feed learns of it
 * once all have heard.
 */
final class FeedFanOut implements FeedListener {
    private final List<FeedListener> listeners;

    FeedFanOut(List<FeedListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void reset(Collection<Resource> all) {
        each(listener -> listener.reset(all));
    }

    @Override
    public void change(List<Resource> applied, List<ResourceId> deleted) {
        each(listener -> listener.change(applied, deleted));
    }

    @Override
    public void apply(Resource resource) {
        each(listener -> listener.apply(resource));
    }

    @Override
    public void delete(ResourceId id) {
        each(listener -> listener.delete(id));
    }

    private void each(Consumer<FeedListener> call) {
        @Nullable IllegalStateException failed = null;
        for (FeedListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                if (failed == null) {
                    failed = new IllegalStateException("a listener failed to take what the feed told it");
                }
                failed.addSuppressed(e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
