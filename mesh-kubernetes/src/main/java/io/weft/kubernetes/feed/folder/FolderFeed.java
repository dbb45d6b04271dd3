package io.weft.kubernetes.feed.folder;

import io.weft.core.Ticker;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.FeedStatus;
import io.weft.kubernetes.feed.FeedStatus.Away;
import io.weft.kubernetes.feed.FeedThread;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches a folder of manifests. A change reaches the listener 200 ms after the file came to rest, a deletion after 500 ms.
 *
 * <p>Threading: one daemon thread of its own waits for the folder's events, looks at what changed, and calls the listener.
 * Every five seconds, and whenever an event may have been missed, it looks at everything.
 *
 * @see "design, Two feeds, one mesh"
 */
public final class FolderFeed implements Feed {
    private static final System.Logger LOG = System.getLogger(FolderFeed.class.getName());
    private static final long HEARTBEAT_NANOS = 500_000_000L;
    private static final long RESCAN_NANOS = 5_000_000_000L;
    private static final long STUCK_NANOS = 30_000_000_000L;
    private static final String STUCK =
            "the folder has not been looked at for too long: its disk, or who listens to the feed,"
                    + " does not answer; see the log";

    private final FolderSettings settings;
    private final Ticker ticker;
    private final FolderLog log; // the feed's thread only
    private final FeedThread thread = new FeedThread("folder-feed", false);
    private volatile @Nullable FolderCore core;

    public FolderFeed(FolderSettings settings) {
        this(settings, Ticker.system());
    }

    FolderFeed(FolderSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
        this.log = new FolderLog(settings.folder());
    }

    @Override
    public void start(FeedListener listener) {
        FolderCore started = newCore(listener);
        thread.start(() -> core = started, () -> run(started));
    }

    @Override
    public FeedStatus status() {
        FolderCore running = core;
        if (running == null) {
            return FeedStatus.unknown();
        }
        FolderCore.State state = running.state();
        Duration age = Duration.ofNanos(ticker.nanoTime() - state.seenNanos());
        Optional<Away> away = state.away()
                .or(() -> Optional.of(STUCK).filter(stuck -> age.toNanos() > STUCK_NANOS))
                .map(reason -> new Away(age, reason));
        return new FeedStatus(state.loaded(), away, state.refused(), state.ignored(), List.of(), state.known());
    }

    @Override
    public void close() {
        thread.close();
    }

    private FolderCore newCore(FeedListener listener) {
        DiskFolder folder = new DiskFolder(settings.folder());
        long now = ticker.nanoTime();
        Optional<ClusterIpFile> file = settings.stateDirectory().map(ClusterIpFile::new);
        ClusterIpPool addresses =
                new ClusterIpPool(file.map(FolderFeed::remembered).orElseGet(Map::of));
        return new FolderCore(
                folder,
                addresses,
                given -> {
                    if (file.isPresent()) {
                        file.get().write(given);
                    }
                },
                listener,
                now);
    }

    private static Map<String, String> remembered(ClusterIpFile file) {
        try {
            return file.read();
        } catch (IOException unusable) {
            LOG.log(
                    Level.WARNING,
                    "the addresses given to Services are lost, so some may change; the file is kept as {0}"
                            + ".unreadable: {1}",
                    file.path(),
                    unusable);
            file.setAside();
            return Map.of();
        }
    }

    private void run(FolderCore running) {
        try (FolderEvents events = new FolderEvents(settings.folder(), thread.closing())) {
            long lookedAtAll = ticker.nanoTime();
            FolderEvents.Seen seen = FolderEvents.Seen.MAYBE_ANYTHING;
            while (!thread.isClosed()) {
                boolean all = events.watch() || seen.maybeAnything() || ticker.nanoTime() - lookedAtAll >= RESCAN_NANOS;
                if (all) {
                    lookedAtAll = ticker.nanoTime();
                }
                look(running, all, seen.files());
                long now = ticker.nanoTime();
                seen = events.await(Math.min(running.nextDueNanos(now).orElse(HEARTBEAT_NANOS), HEARTBEAT_NANOS));
            }
        }
    }

    private void look(FolderCore running, boolean all, Set<String> files) {
        try {
            if (all) {
                running.lookAtAll(ticker.nanoTime());
            } else {
                running.lookAt(files, ticker.nanoTime());
            }
            log.tell(running.state());
        } catch (RuntimeException surprise) {
            LOG.log(Level.ERROR, "a look at " + settings.folder() + " failed; the next one follows", surprise);
        }
    }
}
