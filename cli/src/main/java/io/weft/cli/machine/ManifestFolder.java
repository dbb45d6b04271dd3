package io.weft.cli.machine;

import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.FeedStatus;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.feed.folder.FolderFeed;
import io.weft.kubernetes.feed.folder.FolderSettings;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The folder of manifests as the services read it. */
public record ManifestFolder(Path folder) {
    /** Kept, because loggers are forgotten with their settings; what is refused is told by the check itself. */
    private static final Logger FEED = Logger.getLogger(FolderFeed.class.getName());

    private static final long PATIENCE_MILLIS = 3_000;
    private static final long LOOK_MILLIS = 50;

    /**
     * What the folder holds.
     *
     * @param away why nothing could be read; then the rest is empty
     * @param unreadable files that the services' user may not read
     */
    public record Content(
            Optional<String> away, List<RefusedDocument> refused, List<Path> unreadable, List<Resource> resources) {
        public Content {
            refused = List.copyOf(refused);
            unreadable = List.copyOf(unreadable);
            resources = List.copyOf(resources);
        }

        static Content away(String reason) {
            return new Content(Optional.of(reason), List.of(), List.of(), List.of());
        }
    }

    /** Waits for the folder a few seconds. */
    public Content read() {
        FEED.setLevel(Level.OFF);
        List<Resource> resources = new ArrayList<>();
        FeedStatus status;
        try (FolderFeed feed = new FolderFeed(new FolderSettings(folder, Optional.empty()))) {
            feed.start(new Reset(resources));
            status = await(feed);
        }
        if (!status.loaded()) {
            return Content.away(status.away()
                    .map(FeedStatus.Away::reason)
                    .orElse(folder + " was not read within " + PATIENCE_MILLIS + " ms"));
        }
        return new Content(Optional.empty(), status.refused(), unreadable(), resources);
    }

    private static FeedStatus await(FolderFeed feed) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        FeedStatus status = feed.status();
        while (!status.loaded() && System.nanoTime() - end < 0) {
            Pause.millis(LOOK_MILLIS);
            status = feed.status();
        }
        return status;
    }

    private List<Path> unreadable() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(ManifestFolder::isManifest)
                    .filter(ManifestFolder::isClosed)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isManifest(Path file) {
        String name = file.getFileName().toString();
        return name.matches("[^.].*\\.(yaml|yml|json)");
    }

    private static boolean isClosed(Path file) {
        try {
            return !Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Keeps the first complete state. The feed is closed before anybody reads it. */
    private record Reset(List<Resource> resources) implements FeedListener {
        @Override
        public void reset(Collection<Resource> all) {
            resources.addAll(all);
        }

        @Override
        public void apply(Resource resource) {
            resources.add(resource);
        }

        @Override
        public void delete(ResourceId id) {
            resources.removeIf(resource -> resource.id().equals(id));
        }
    }
}
