package io.weft.kubernetes.feed;

/**
 * A source of resources.
 *
 * <p>Threading: every method is safe from any thread. The listener is called by one thread of the feed's own, in order, one
 * call at a time.
 */
public interface Feed extends AutoCloseable {
    /**
     * Begins to look. Returns at once; the first call to the listener is a reset with the first complete state, which may
     * take for ever if the source stays away.
     *
     * @throws IllegalStateException if the feed was started or closed before
     */
    void start(FeedListener listener);

    /** How the feed is, now. Cheap enough for a health check. */
    FeedStatus status();

    /** Ends the feed's thread; after it returns the listener is not called again. Idempotent. */
    @Override
    void close();
}
