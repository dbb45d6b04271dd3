package io.weft.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The log files of containers: {@code NS.POD.CONTAINER.log}. */
final class Logs {
    private static final String ENDING = ".log";

    private Logs() {}

    static Path file(MeshDirectory directory, PodName pod, String container) {
        return directory.logs().resolve(pod + "." + container + ENDING);
    }

    static void delete(MeshDirectory directory, PodName pod) throws IOException {
        for (Path file : all(directory)) {
            if (file.getFileName().toString().startsWith(pod + ".")) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes the logs of pods that are not among {@code living}. */
    static void retain(MeshDirectory directory, List<String> living) throws IOException {
        for (Path file : all(directory)) {
            String name = file.getFileName().toString();
            if (name.endsWith(ENDING) && living.stream().noneMatch(pod -> name.startsWith(pod + "."))) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The last lines of a log, for a message. */
    static String tail(Path file, int lines) {
        try {
            List<String> all = Files.readAllLines(file);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException absent) {
            return "";
        }
    }

    private static List<Path> all(MeshDirectory directory) throws IOException {
        if (!Files.isDirectory(directory.logs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.logs())) {
            return files.toList();
        }
    }
}
