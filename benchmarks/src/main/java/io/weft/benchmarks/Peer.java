package io.weft.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Any executable that takes a sidecar's environment, made a program of Weft: a {@code dist} like the real one, but for the
 * proxy, whose jar starts the executable.
 */
final class Peer {
    private Peer() {}

    /** What {@code weft.dist} is to be: {@code named} if that is another build's {@code dist}, else a folder made for it. */
    static Path dist(Work work, Path dist, Path named) {
        return Files.exists(named.resolve("proxy-service/app.jar")) ? named : around(work, dist, named);
    }

    private static Path around(Work work, Path dist, Path executable) {
        try {
            Path program = Files.createDirectories(work.folder().resolve("peer-dist/proxy-service"));
            Files.createDirectories(program.resolve("lib"));
            Files.copy(dist.resolve("proxy-service/jvm.options"), program.resolve("jvm.options"));
            Path copy = Files.copy(executable, program.resolve(PeerMain.FILE));
            if (!copy.toFile().setExecutable(true, false)) {
                throw new IOException(copy + " cannot be made executable");
            }
            jar(program.resolve("app.jar"));
            open(work.folder(), program);
            return parent(program);
        } catch (IOException e) {
            throw new BenchmarkException("cannot use " + executable + " as a sidecar: " + e.getMessage(), e);
        }
    }

    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, PeerMain.class.getName());
        String type = PeerMain.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                var in = PeerMain.class.getClassLoader().getResourceAsStream(type)) {
            if (in == null) {
                throw new IOException(type + " is not on the class path");
            }
            jar.putNextEntry(new ZipEntry(type));
            in.transferTo(jar);
            jar.closeEntry();
        }
    }

    /** Sidecars run as a user of their own. */
    private static void open(Path top, Path program) throws IOException {
        for (Path folder = program; !folder.equals(parent(top)); folder = parent(folder)) {
            if (!folder.toFile().setReadable(true, false) || !folder.toFile().setExecutable(true, false)) {
                throw new IOException(folder + " cannot be opened to other users");
            }
        }
    }

    private static Path parent(Path folder) {
        return Objects.requireNonNull(folder.getParent());
    }
}
