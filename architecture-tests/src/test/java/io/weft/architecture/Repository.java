package io.weft.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The clone these tests run in. */
final class Repository {
    private static final Set<String> NOT_OURS = Set.of("target", "dist", ".git", ".idea", "node_modules");

    private Repository() {}

    /** The folder that holds {@code mvnw}. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("run the tests inside the clone");
            }
            folder = parent;
        }
        return folder;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page written in Markdown, without what builds leave behind. */
    static List<Path> pages() {
        return below(root()).filter(file -> file.toString().endsWith(".md")).toList();
    }

    /** Every {@code package-info.java} but those of fixtures. */
    static List<Path> packageInfos() {
        return below(root())
                .filter(file ->
                        file.endsWith("package-info.java") && !file.toString().contains("/fixture/"))
                .toList();
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList().stream().flatMap(Repository::entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> entry(Path entry) {
        if (!Files.isDirectory(entry)) {
            return Stream.of(entry);
        }
        Path name = entry.getFileName();
        return name == null || NOT_OURS.contains(name.toString()) ? Stream.empty() : below(entry);
    }
}
