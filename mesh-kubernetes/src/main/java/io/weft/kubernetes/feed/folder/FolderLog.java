package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.IgnoredDocument;
import io.weft.kubernetes.feed.RefusedDocument;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Logs what is new about a folder: each thing once, and again if it went away in between.
 *
 * <p>Threading: the feed's thread only.
 */
final class FolderLog {
    private static final System.Logger LOG = System.getLogger(FolderFeed.class.getName());

    private final Path folder;
    private Set<RefusedDocument> refused = Set.of();
    private Set<IgnoredDocument> ignored = Set.of();
    private Optional<String> away = Optional.empty();

    FolderLog(Path folder) {
        this.folder = folder;
    }

    void tell(FolderCore.State state) {
        if (!state.away().equals(away)) {
            away = state.away();
            LOG.log(
                    away.isPresent() ? Level.WARNING : Level.INFO,
                    away.map(reason -> reason + "; what was read before stays in force")
                            .orElse(folder + " is there"));
        }
        refused = tellNew(state.refused(), refused, Level.WARNING, "refused: {0}");
        ignored = tellNew(state.ignored(), ignored, Level.INFO, "ignored, for the mesh uses no such kind: {0}");
    }

    private static <T extends Record> Set<T> tellNew(Collection<T> now, Set<T> told, Level level, String message) {
        now.stream().filter(each -> !told.contains(each)).forEach(each -> LOG.log(level, message, each.toString()));
        return new HashSet<>(now);
    }
}
