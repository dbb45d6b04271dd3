package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedScenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What every feed must do, of a folder: one document to a file. */
class FolderScenariosTest extends FeedScenarios {
    @TempDir
    Path temporary;

    @Override
    protected Source newSource() throws IOException {
        Path home = Files.createDirectory(temporary.resolve("manifests"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new FolderSource(home);
    }

    private record FolderSource(Path home) implements Source {
        private static final YAMLMapper YAML = new YAMLMapper();

        @Override
        public Feed newFeed() {
            return new FolderFeed(new FolderSettings(home, Optional.empty()));
        }

        @Override
        public void apply(String document) {
            JsonNode tree = YAML.readTree(document);
            JsonNode metadata = tree.path("metadata");
            Path file = file(
                    tree.path("kind").asString(),
                    metadata.path("namespace").asString(""),
                    metadata.path("name").asString());
            quietly(() -> {
                Path aside = Files.writeString(home.resolve(".aside"), document);
                Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            });
        }

        @Override
        public void delete(String kind, String namespace, String name) {
            quietly(() -> Files.delete(file(kind, namespace, name)));
        }

        private Path file(String kind, String namespace, String name) {
            return home.resolve(String.join("-", kind, namespace, name) + ".yaml");
        }

        @Override
        public void goAway() {
            quietly(() -> Files.move(home, elsewhere()));
        }

        @Override
        public void comeBack() {
            quietly(() -> Files.move(elsewhere(), home));
        }

        private Path elsewhere() {
            return home.resolveSibling("elsewhere");
        }

        @Override
        public void close() {}

        private interface Deed {
            void run() throws IOException;
        }

        private static void quietly(Deed deed) {
            try {
                deed.run();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
