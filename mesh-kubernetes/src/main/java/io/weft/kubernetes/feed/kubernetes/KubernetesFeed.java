package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.core.Ticker;
import io.weft.kubernetes.feed.Delivery;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.FeedStatus;
import io.weft.kubernetes.feed.FeedStatus.Away;
import io.weft.kubernetes.feed.FeedThread;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches an API server. A kind it does not serve is asked for again every few seconds; while it cannot be reached the last
 * state stands, and {@link #status()} says how old that is.
 *
 * <p>Threading: one daemon thread of its own takes what the informers learned and calls the listener.
 *
 * @see "design, Two feeds, one mesh"
 */
public final class KubernetesFeed implements Feed {
    private static final System.Logger LOG = System.getLogger(KubernetesFeed.class.getName());
    private static final long STUCK_NANOS = 60_000_000_000L;
    private static final long COMPLAINT_NANOS = 1_000_000_000L;
    private static final long REPAIR_NANOS = 5_000_000_000L;
    private static final String STUCK =
            "the feed has not looked for too long: the API server, or who listens, does not" + " answer; see the log";
    private static final String CONTRADICTED =
            "the API server told something older than what it told before, as one does that was restored from a backup;"
                    + " everything is listed again";

    private final KubernetesClient client;
    private final Ticker ticker;
    private final FeedThread thread = new FeedThread("kubernetes-feed", true);
    private boolean loaded; // the feed's thread only
    private boolean complained; // the feed's thread only
    private long seenNanos; // when everything was last being watched, or the start; the feed's thread only
    private volatile @Nullable State state;

    /** How the feed was when its thread last looked. */
    private record State(FeedStatus status, Optional<String> trouble, long seenNanos) {}

    /** @param client stays its owner's, who closes it after the feed */
    public KubernetesFeed(KubernetesClient client) {
        this(client, Ticker.system());
    }

    KubernetesFeed(KubernetesClient client, Ticker ticker) {
        this.client = client;
        this.ticker = ticker;
    }

    @Override
    public void start(FeedListener listener) {
        thread.start(this::begin, () -> run(listener));
    }

    private void begin() {
        seenNanos = ticker.nanoTime();
        state = new State(FeedStatus.unknown(), Optional.of("nothing was heard of the API server yet"), seenNanos);
    }

    @Override
    public FeedStatus status() {
        State last = state;
        if (last == null) {
            return FeedStatus.unknown();
        }
        Duration age = Duration.ofNanos(ticker.nanoTime() - last.seenNanos());
        Optional<Away> away = last.trouble()
                .or(() -> Optional.of(STUCK).filter(stuck -> age.toNanos() > STUCK_NANOS))
                .map(reason -> new Away(age, reason));
        FeedStatus status = last.status();
        return new FeedStatus(
                status.loaded(), away, status.refused(), status.ignored(), status.tolerated(), status.known());
    }

    @Override
    public void close() {
        thread.close();
    }

    private void run(FeedListener listener) {
        ClusterCatalog catalog = new ClusterCatalog();
        Delivery delivery = new Delivery(listener);
        try {
            while (!thread.isClosed()) {
                follow(catalog, delivery);
            }
        } catch (InterruptedException end) {
            LOG.log(Level.DEBUG, "the feed was closed while it waited");
        }
    }

    /** Until the feed is closed, or what the API server says contradicts what it said before. */
    private void follow(ClusterCatalog catalog, Delivery delivery) throws InterruptedException {
        long repairedNanos = ticker.nanoTime();
        catalog.beginAgain();
        try (ClusterWatch watch = new ClusterWatch(client, ticker)) {
            while (!thread.isClosed() && !watch.isContradicted()) {
                handOn(watch.await(catalog::take), catalog, delivery);
                publish(watch.trouble(), catalog, delivery);
                if (ticker.nanoTime() - repairedNanos >= REPAIR_NANOS) {
                    repairedNanos = ticker.nanoTime();
                    delivery.repair();
                }
            }
            if (watch.isContradicted()) {
                LOG.log(Level.WARNING, CONTRADICTED);
            }
        }
    }

    /** Nothing before the first listing of every kind is complete; then everything at once. */
    private void handOn(boolean complete, ClusterCatalog catalog, Delivery delivery) {
        if (complete) {
            catalog.settle();
        }
        if (loaded) {
            delivery.changes(catalog.drain());
        } else if (complete) {
            delivery.reset(catalog.drain());
            loaded = true;
        }
    }

    private void publish(Optional<String> trouble, ClusterCatalog catalog, Delivery delivery) {
        if (trouble.isEmpty()) {
            seenNanos = ticker.nanoTime();
        }
        tell(trouble);
        FeedStatus status = new FeedStatus(
                loaded, Optional.empty(), catalog.refused(), List.of(), catalog.tolerated(), delivery.counts());
        state = new State(status, trouble, seenNanos);
    }

    /** What is over within a second, as when a watch is renewed, is not worth a line. */
    private void tell(Optional<String> trouble) {
        if (trouble.isEmpty() && complained) {
            complained = false;
            LOG.log(Level.INFO, "the API server is being watched");
        } else if (trouble.isPresent() && !complained && ticker.nanoTime() - seenNanos >= COMPLAINT_NANOS) {
            complained = true;
            LOG.log(Level.WARNING, "the API server: {0}; what was heard before stays in force", trouble.get());
        }
    }
}
