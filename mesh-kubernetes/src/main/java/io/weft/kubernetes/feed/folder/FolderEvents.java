package io.weft.kubernetes.feed.folder;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what the system tells of a folder. Events are hints: none is trusted to be complete, and where there are none to
 * be had, every wait ends with "maybe anything".
 *
 * <p>Threading: the feed's thread only.
 */
final class FolderEvents implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FolderEvents.class.getName());
    /** After the first event, others are waited for this long each, so many times. */
    private static final long GATHER_NANOS = 5_000_000L;

    private static final int GATHERINGS = 4;
    private static final char NO_TEXT = '\ufffd';

    private final Path folder;
    private final CountDownLatch closed;
    private final @Nullable WatchService service;
    private @Nullable WatchKey key;
    private @Nullable Object watched; // identity of the directory that key is of

    /**
     * What was told.
     *
     * @param maybeAnything whether something else may have changed too
     */
    record Seen(Set<String> files, boolean maybeAnything) {
        static final Seen NOTHING = new Seen(Set.of(), false);
        static final Seen MAYBE_ANYTHING = new Seen(Set.of(), true);

        Seen {
            files = Set.copyOf(files);
        }
    }

    FolderEvents(Path folder, CountDownLatch closed) {
        this.folder = folder;
        this.closed = closed;
        this.service = open(folder);
    }

    private static @Nullable WatchService open(Path folder) {
        try {
            return folder.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException none) {
            LOG.log(Level.WARNING, "no file events to be had, so {0} is looked at twice a second: {1}", folder, none);
            return null;
        }
    }

    /** Sees to it that the directory now at that path is watched. True if it was not before. */
    boolean watch() {
        WatchService available = service;
        if (available == null) {
            return false;
        }
        try {
            Object found =
                    Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
            if (key != null && key.isValid() && found.equals(watched)) {
                return false;
            }
            if (key != null) {
                key.cancel();
            }
            key = folder.register(
                    available,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            watched = found;
            return true;
        } catch (IOException gone) {
            key = null;
            return false;
        }
    }

    /** Waits at most {@code nanos}, or until told something, or until closed. */
    Seen await(long nanos) {
        try {
            WatchService available = service;
            if (available == null || key == null) {
                boolean ended = closed.await(nanos, TimeUnit.NANOSECONDS);
                return ended ? Seen.NOTHING : Seen.MAYBE_ANYTHING;
            }
            return gather(available, nanos);
        } catch (InterruptedException end) {
            closed.countDown();
            return Seen.NOTHING;
        }
    }

    private static Seen gather(WatchService available, long nanos) throws InterruptedException {
        Set<String> files = new HashSet<>();
        boolean maybeAnything = false;
        WatchKey told = available.poll(nanos, TimeUnit.NANOSECONDS);
        for (int i = 1; told != null; i++) {
            for (WatchEvent<?> event : told.pollEvents()) {
                maybeAnything |= !isOfOneFile(event, files);
            }
            maybeAnything |= !told.reset();
            told = i < GATHERINGS ? available.poll(GATHER_NANOS, TimeUnit.NANOSECONDS) : null;
        }
        return new Seen(files, maybeAnything);
    }

    /**
     * A name with two dots is how a mounted ConfigMap exchanges all its files at once; a name that is no text in our locale
     * does not lead to its file, which only a listing finds.
     */
    private static boolean isOfOneFile(WatchEvent<?> event, Set<String> files) {
        if (!(event.context() instanceof Path file)) {
            return false;
        }
        String name = file.toString();
        if (DiskFolder.isManifest(name)) {
            files.add(name);
        }
        return !name.startsWith("..") && name.indexOf(NO_TEXT) < 0;
    }

    @Override
    public void close() {
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException harmless) {
            LOG.log(Level.DEBUG, "closing the watch of " + folder, harmless);
        }
    }
}
