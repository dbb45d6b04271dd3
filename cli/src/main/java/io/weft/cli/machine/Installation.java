package io.weft.cli.machine;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where Weft's programs and the Java they run on are.
 *
 * @param dist the folder with one folder per program
 * @param jdk home of the Java of programs that bring none
 * @param cache folder of AOT caches; null: none are to be used or made
 * @param training folder with one folder per program, in which a program started from here leaves a new AOT cache when it ends;
 *     null: programs just run
 */
public record Installation(
        Path dist, Path jdk, @Nullable Path cache, @Nullable Path training) {
    /**
     * The one this JVM was started from.
     *
     * @throws MachineException if its programs are not there, or not readable by the users they run as
     */
    public static Installation current() {
        Path dist = distFolder();
        Path jdk = Path.of(System.getProperty("java.home"));
        requireReadable(dist, "run ./linkerd, which builds it, or ./mvnw -DskipTests package");
        requireReadable(jdk, "use a JDK that every user may read");
        return new Installation(dist, jdk, cacheFolder(System.getenv()), null);
    }

    /** Null if {@code LINKERD_AOT=0} asks for programs without caches. */
    static @Nullable Path cacheFolder(Map<String, String> environment) {
        return environment.getOrDefault("LINKERD_AOT", "1").equals("0")
                ? null
                : Path.of(System.getProperty("user.home"), ".linkerd2", "cache");
    }

    /** The same, with programs that leave AOT caches in {@code folder}. */
    Installation training(Path folder) {
        return new Installation(dist, jdk, cache, folder);
    }

    /**
     * The folder of one program.
     *
     * @throws MachineException if it was not built
     */
    Path program(String name) {
        Path folder = dist.resolve(name);
        if (!Files.isRegularFile(folder.resolve("app.jar"))) {
            throw new MachineException(folder + " has no app.jar: build it with ./mvnw -DskipTests package");
        }
        return folder;
    }

    /** Home of the Java that a program runs on: its own, where its folder has one as {@code java}. */
    Path java(String program) {
        Path own = dist.resolve(program).resolve("java");
        return Files.isDirectory(own) ? own : jdk;
    }

    private static Path distFolder() {
        String configured = System.getProperty("weft.dist");
        if (configured != null) {
            return Path.of(configured).toAbsolutePath();
        }
        try {
            Path jar = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = jar.getParent();
            if (folder == null || folder.getParent() == null) {
                throw new MachineException("cannot tell where Weft is installed: start it with ./linkerd");
            }
            return folder.getParent();
        } catch (URISyntaxException e) {
            throw new MachineException("cannot tell where Weft is installed: start it with ./linkerd", e);
        }
    }

    private static void requireReadable(Path folder, String remedy) {
        try {
            if (!Folders.openToOthers(folder)) {
                throw new MachineException(folder
                        + " is closed to other users, but the mesh's programs run as users of their own: chmod o+rx it, or "
                        + remedy);
            }
        } catch (IOException e) {
            throw new MachineException("cannot read " + folder + ": " + remedy, e);
        }
    }
}
