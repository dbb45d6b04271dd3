package io.weft.service.feed;

import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners, in their order; one that throws does not keep the others from hearing. */
final class FeedFanOut implements FeedListener {
    private static final Logger log = LoggerFactory.getLogger(FeedFanOut.class);

    private final List<FeedListener> listeners;

    FeedFanOut(List<FeedListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void reset(Collection<Resource> all) {
        each(listener -> listener.reset(all));
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
        for (FeedListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                log.error(
                        "{} failed to take what the feed told it",
                        listener.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
