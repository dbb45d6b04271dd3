package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes our own files into the manifest folder: marked, atomically, readable by all. */
final class Manifests {
    /** First line of every file that is ours to remove. */
    static final String MARK = "# Kept by the linkerd command, which removes it again.\n";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private final Path folder;

    Manifests(MeshDirectory directory) {
        this.folder = directory.manifests();
    }

    /** The text of one file with these documents. */
    static String text(List<? extends Map<String, ?>> documents) {
        return documents.stream().map(YAML::writeValueAsString).collect(Collectors.joining("---\n", MARK, ""));
    }

    void put(String name, String text) {
        try {
            Folders.replace(folder.resolve(name), text.getBytes(UTF_8), "rw-r--r--");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }
}
