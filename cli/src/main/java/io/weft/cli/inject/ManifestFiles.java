package io.weft.cli.inject;

import io.weft.cli.machine.MachineException;
import io.weft.cli.output.KubernetesYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a command is to work on: a file, every manifest in a folder, or standard input. */
public final class ManifestFiles {
    private static final Pattern MANIFEST = Pattern.compile(".*\\.(yaml|yml|json)");

    private ManifestFiles() {}

    /**
     * The documents, in their order; those of a folder by file name.
     *
     * @param name {@code -} for {@code input}
     * @throws MachineException naming the file, if it cannot be read or parsed
     */
    public static List<JsonNode> read(String name, InputStream input) {
        if (name.startsWith("http://") || name.startsWith("https://")) {
            throw new MachineException(
                    name + ": addresses are not read; fetch it and pipe it in (curl … | linkerd … -)");
        }
        try {
            if (name.equals("-")) {
                return parse("standard input", new String(input.readAllBytes(), StandardCharsets.UTF_8));
            }
            List<JsonNode> documents = new ArrayList<>();
            for (Path file : files(Path.of(name))) {
                documents.addAll(parse(file.toString(), Files.readString(file)));
            }
            return documents;
        } catch (IOException e) {
            throw new MachineException("cannot read " + name + ": " + MachineException.describe(e), e);
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile)
                    .filter(file ->
                            MANIFEST.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static List<JsonNode> parse(String name, String text) {
        try {
            return KubernetesYaml.read(text);
        } catch (MachineException broken) {
            throw new MachineException(name + ": " + broken.getMessage(), broken);
        }
    }
}
