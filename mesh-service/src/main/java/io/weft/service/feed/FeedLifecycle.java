package io.weft.service.feed;

import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedListener;
import org.springframework.context.SmartLifecycle;

/** Starts the feed before the servers open, and ends it after they have closed. */
final class FeedLifecycle implements SmartLifecycle {
    private final Feed feed;
    private final FeedListener listener;
    private volatile boolean running;

    FeedLifecycle(Feed feed, FeedListener listener) {
        this.feed = feed;
        this.listener = listener;
    }

    @Override
    public void start() {
        feed.start(listener);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        feed.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
