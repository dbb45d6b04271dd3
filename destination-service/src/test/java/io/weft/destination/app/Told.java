package io.weft.destination.app;

import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Notes when the feed tells of a pod, before the service hears of it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Told implements FeedListener {
    /** Instants, in nanoseconds of {@link System#nanoTime}. */
    final BlockingQueue<Long> podsAtNanos = new LinkedBlockingQueue<>();

    @Override
    public void reset(Collection<Resource> all) {}

    @Override
    public void apply(Resource resource) {
        note(resource.id());
    }

    @Override
    public void delete(ResourceId id) {
        note(id);
    }

    private void note(ResourceId id) {
        if (id.kind().kind().equals("Pod")) {
            podsAtNanos.add(System.nanoTime());
        }
    }
}
