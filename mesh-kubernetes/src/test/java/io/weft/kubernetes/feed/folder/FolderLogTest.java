package io.weft.kubernetes.feed.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.IgnoredDocument;
import io.weft.kubernetes.feed.RefusedDocument;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log says of a folder, and how often. */
class FolderLogTest {
    private static final Logger LOGGER = Logger.getLogger(FolderFeed.class.getName());
    private static final RefusedDocument REFUSED = new RefusedDocument("a.yaml", 3, "spec.port", "no port");
    private static final IgnoredDocument IGNORED = new IgnoredDocument("a.yaml", 9, "apps/v1 Deployment");

    private final Lines lines = new Lines();
    private final FolderLog log = new FolderLog(Path.of("/m"));

    @BeforeEach
    void listen() {
        LOGGER.addHandler(lines);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(lines);
    }

    @Test
    void whatIsRefusedAndWhatIsIgnoredIsToldOnce() {
        log.tell(state(List.of(REFUSED), List.of(IGNORED)));
        log.tell(state(List.of(REFUSED), List.of(IGNORED)));

        assertThat(lines.told)
                .containsExactly(
                        "WARNING refused: a.yaml:3: no port",
                        "INFO ignored, for the mesh uses no such kind: a.yaml:9: apps/v1 Deployment");
    }

    @Test
    void whatReturnsIsToldAgain() {
        log.tell(state(List.of(), List.of(IGNORED)));
        log.tell(state(List.of(), List.of()));
        log.tell(state(List.of(), List.of(IGNORED)));

        assertThat(lines.told).hasSize(2);
    }

    private static FolderCore.State state(List<RefusedDocument> refused, List<IgnoredDocument> ignored) {
        return new FolderCore.State(true, Optional.empty(), 0, refused, ignored, Map.of());
    }

    private static final class Lines extends Handler {
        final List<String> told = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            told.add(line.getLevel() + " " + MessageFormat.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
