package io.weft.images;

import io.weft.cli.machine.Installation;
import io.weft.cli.machine.Mesh;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.MeshSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AOT caches of the programs as images have them: a mesh on this machine trains them, whose programs see themselves and their
 * Java where their images have both. Making them takes root, for the network namespaces. The command needs no mesh: it is run as it
 * is trained when it is built.
 *
 * @param made by program
 */
record Caches(Map<String, Path> made) {
    private static final String ENDING = ".aot";
    private static final String COMMAND = "cli";

    Caches {
        made = Map.copyOf(made);
    }

    /** No image gets one. */
    static Caches none() {
        return new Caches(Map.of());
    }

    /**
     * Trains all programs that a mesh has.
     *
     * @param work an empty folder for mesh and caches
     * @param progress told, line by line, what happens
     * @throws IOException if a cache is missing afterwards
     */
    static Caches train(Places places, Path work, Consumer<String> progress) throws IOException, InterruptedException {
        for (Image image : trained()) {
            Path java = places.staged(image.program()).resolve("java");
            Files.deleteIfExists(java);
            Files.createSymbolicLink(java, places.runtime(image.runtime()).resolve("opt/java"));
        }
        Path folder = Files.createDirectories(work.resolve("caches"));
        Installation installation =
                new Installation(places.staged(""), Path.of(System.getProperty("java.home")), folder, null);
        MeshDirectory directory = MeshDirectory.resolve(work.resolve("mesh"), Map.of());
        try (Mesh mesh = Mesh.up(directory, installation, settings(), progress)) {
            mesh.awaitCaches();
        } finally {
            for (Image image : trained()) {
                Files.deleteIfExists(places.staged(image.program()).resolve("java"));
            }
        }
        Map<String, Path> found = found(folder);
        found.put(COMMAND, command(places, folder));
        return new Caches(found);
    }

    /** As the build makes its own, on the image's Java. */
    private static Path command(Places places, Path folder) throws IOException, InterruptedException {
        Path program = places.staged(COMMAND);
        Path cache = folder.resolve(COMMAND + ENDING);
        int status = new ProcessBuilder(
                        places.runtime(Image.Java.SERVICE)
                                .resolve("opt/java/bin/java")
                                .toString(),
                        "@" + program.resolve("jvm.options"),
                        "@" + places.program(COMMAND).resolve("training.options"),
                        "-XX:AOTCacheOutput=" + cache,
                        "-cp",
                        program.resolve("app.jar").toString(),
                        "io.weft.cli.TrainingMain")
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0 || !Files.exists(cache)) {
            throw new IOException("no AOT cache came of training the command, which ended with " + status);
        }
        return cache;
    }

    private static MeshSettings settings() {
        return new MeshSettings("linkerd", "images", 0, MeshSettings.LEAF_LIFETIME, MeshSettings.TRACE_RATIO, "");
    }

    /** The cache of an image's program. */
    @Nullable
    Path of(Image image) {
        return made.get(image.program());
    }

    private static Map<String, Path> found(Path folder) throws IOException {
        Map<String, Path> found = new HashMap<>();
        for (Image image : trained()) {
            try (Stream<Path> files = Files.list(folder)) {
                Path cache = files.filter(file -> isOf(file.getFileName().toString(), image.program()))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no AOT cache came of training " + image.program()));
                found.put(image.program(), cache);
            }
        }
        return found;
    }

    private static boolean isOf(String file, String program) {
        return file.startsWith(program + "-") && file.endsWith(ENDING);
    }

    private static List<Image> trained() {
        return Image.all().stream()
                .filter(image -> image.program().endsWith("-service"))
                .filter(image -> !image.extras().contains(Image.Extra.UNTRAINED))
                .toList();
    }
}
