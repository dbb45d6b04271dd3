package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.Delivery;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.IgnoredDocument;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.feed.folder.FolderView.Contents;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder feed without its thread: each look takes in what the disk says at that time and tells the listener what follows.
 *
 * <p>Deterministic: the same answers of the {@link FolderView} at the same times make the same calls. One thread only, but
 * {@link #state()}.
 *
 * @see "design, Folder safety"
 */
final class FolderCore {
    private static final System.Logger LOG = System.getLogger(FolderCore.class.getName());

    private final FolderView view;
    private final AddressMemory memory;
    private final ClusterIpPool addresses;
    private final Delivery delivery;
    private final Wiring wiring;
    private final ManifestReader reader = new ManifestReader();
    private final Settling settling = new Settling();
    private final Catalog catalog = new Catalog();
    private final FirstLoad firstLoad = new FirstLoad(settling);
    private boolean loaded;
    private Optional<String> away = Optional.empty();
    private Optional<String> memoryFault = Optional.empty();
    private long seenNanos;
    private volatile State state;

    /** Where given addresses are remembered. */
    @FunctionalInterface
    interface AddressMemory {
        void store(Map<String, String> addresses) throws IOException;
    }

    /**
     * How the feed is.
     *
     * @param away why the folder cannot be seen, if so
     * @param seenNanos when it was last seen whole, or the start
     */
    record State(
            boolean loaded,
            Optional<String> away,
            long seenNanos,
            List<RefusedDocument> refused,
            List<IgnoredDocument> ignored,
            Map<ResourceKind, Integer> known) {}

    FolderCore(FolderView view, ClusterIpPool addresses, AddressMemory memory, FeedListener listener, long startNanos) {
        this.view = view;
        this.addresses = addresses;
        this.memory = memory;
        this.delivery = new Delivery(listener);
        this.wiring = new Wiring(addresses);
        this.seenNanos = startNanos;
        this.state = new State(false, Optional.empty(), startNanos, List.of(), List.of(), Map.of());
    }

    State state() {
        return state;
    }

    /** Looks at the whole folder, and tells a listener that failed everything again. */
    void lookAtAll(long nowNanos) {
        delivery.repair();
        look(nowNanos, () -> settling.seeAll(view.list(), nowNanos));
    }

    /** Looks at some files; at all of them before the first load and if the folder was away. */
    void lookAt(Set<String> files, long nowNanos) {
        if (!loaded || away.isPresent()) {
            lookAtAll(nowNanos);
        } else {
            look(nowNanos, () -> files.forEach(file -> lookAt(file, nowNanos)));
        }
    }

    /** How long until something is due that no event will tell of. */
    OptionalLong nextDueNanos(long nowNanos) {
        return Stream.of(
                        settling.nextDueNanos(nowNanos),
                        catalog.nextDueNanos(nowNanos),
                        loaded ? OptionalLong.empty() : firstLoad.nextDueNanos(nowNanos))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    private void look(long nowNanos, Runnable observation) {
        try {
            view.check();
            observation.run();
            if (!loaded) {
                firstLoad.seen(nowNanos);
            }
            takeIn(settling.due(nowNanos), nowNanos);
            away = Optional.empty();
            seenNanos = nowNanos;
            handOn(nowNanos);
        } catch (FolderAwayException gone) {
            away = Optional.of(String.valueOf(gone.getMessage()));
            settling.pause();
            catalog.pause();
            firstLoad.startOver();
        }
        publish();
    }

    private void lookAt(String file, long nowNanos) {
        view.stamp(file)
                .ifPresentOrElse(stamp -> settling.see(file, stamp, nowNanos), () -> settling.miss(file, nowNanos));
    }

    private void takeIn(Settling.Due due, long nowNanos) {
        due.settled().forEach(file -> read(file, nowNanos));
        List<String> gone = new ArrayList<>();
        for (String file : due.gone()) {
            view.stamp(file).ifPresentOrElse(stamp -> settling.see(file, stamp, nowNanos), () -> gone.add(file));
        }
        view.check(); // a file that is gone because the folder is gone is not gone
        gone.forEach(file -> {
            catalog.remove(file);
            settling.forget(file);
        });
    }

    private void read(String file, long nowNanos) {
        @Nullable Stamp settled = settling.pending(file);
        Contents contents = view.read(file);
        Optional<Stamp> after = view.stamp(file);
        if (contents instanceof Contents.Gone || after.isEmpty()) {
            settling.miss(file, nowNanos);
        } else if (!after.get().equals(settled)) {
            settling.see(file, after.get(), nowNanos);
        } else {
            catalog.put(manifestOrNone(file, contents), nowNanos);
            if (contents instanceof Contents.Unseen unseen && unseen.retry()) {
                settling.countedForNow(file);
            } else {
                settling.counted(file, after.get());
            }
        }
    }

    /** No file, whatever is in it, may stop the others from being read. */
    private Manifest manifestOrNone(String file, Contents contents) {
        try {
            return manifest(file, contents);
        } catch (RuntimeException | StackOverflowError surprise) {
            LOG.log(Level.ERROR, "reading " + file + " failed", surprise);
            return Succession.unseen(
                    catalog.manifest(file), "it cannot be read, which is a fault of ours: " + surprise);
        }
    }

    private Manifest manifest(String file, Contents contents) {
        Manifest previous = catalog.manifest(file);
        return switch (contents) {
            case Contents.Trusted text -> Succession.next(previous, reader.read(file, text.bytes()));
            case Contents.Untrusted text -> Succession.next(previous, reader.glance(text.bytes(), text.reason()));
            case Contents.TooLarge text -> large(previous, text);
            case Contents.Unseen unseen -> Succession.unseen(previous, unseen.reason());
            case Contents.Gone gone -> previous;
        };
    }

    private Manifest large(Manifest previous, Contents.TooLarge text) {
        List<Document> documents = reader.glanceAtLarge(text.beginning(), text.reason());
        return text.all() ? Succession.next(previous, documents) : Succession.beginning(previous, documents);
    }

    /** Nothing before the first load is complete; then everything at once. */
    private void handOn(long nowNanos) {
        if (loaded) {
            delivery.changes(complete(catalog.drain(nowNanos)));
            return;
        }
        if (firstLoad.isComplete()) {
            delivery.reset(complete(catalog.drain(nowNanos)));
            loaded = true;
        }
    }

    private Map<ResourceId, Optional<Resource>> complete(Map<ResourceId, Optional<Resource>> changes) {
        Map<ResourceId, Optional<Resource>> all = wiring.add(changes);
        addresses.drainChanges().ifPresent(this::remember);
        return all;
    }

    /** Before anyone hears of an address: one that was used and then forgotten would change. */
    private void remember(Map<String, String> given) {
        try {
            memory.store(given);
            memoryFault = Optional.empty();
        } catch (IOException full) {
            addresses.stillChanged();
            memoryFault =
                    Optional.of("the addresses given to Services cannot be remembered, so they may change with the"
                            + " next start: " + full);
        }
    }

    private void publish() {
        List<RefusedDocument> refused = new ArrayList<>(catalog.refused());
        refused.addAll(wiring.refused(catalog::placeOf));
        memoryFault.ifPresent(fault -> refused.add(new RefusedDocument(ClusterIpFile.NAME, 1, "", fault)));
        state = new State(loaded, away, seenNanos, List.copyOf(refused), catalog.ignored(), delivery.counts());
    }
}
