package io.weft.e2e.machine;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a machine has of one mesh, and its network interfaces.
 *
 * @param namespaces its network namespaces
 * @param hosts its folders under {@code /etc/netns}
 * @param mounts the mounts that name it
 * @param interfaces all of the host's, whosever they are
 * @param files all in its folder
 */
record Traces(
        SortedSet<String> namespaces,
        SortedSet<String> hosts,
        SortedSet<String> mounts,
        SortedSet<String> interfaces,
        SortedSet<String> files) {
    /** {@code mark} is part of the name of every namespace of the mesh in this folder. */
    static Traces of(Path folder, String mark) {
        try {
            return new Traces(
                    matching(names(Path.of("/run/netns")), name -> name.contains(mark)),
                    matching(names(Path.of("/etc/netns")), name -> name.contains(mark)),
                    matching(
                            Files.readAllLines(Path.of("/proc/self/mounts")),
                            line -> line.contains(mark) || line.contains(folder.toString())),
                    new TreeSet<>(names(Path.of("/sys/class/net"))),
                    files(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedSet<String> matching(List<String> all, Predicate<String> wanted) {
        return all.stream().filter(wanted).collect(toCollection(TreeSet::new));
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static SortedSet<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString())
                    .collect(toCollection(TreeSet::new));
        }
    }
}
