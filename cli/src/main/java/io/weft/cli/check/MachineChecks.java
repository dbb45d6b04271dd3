package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether this machine can keep a mesh, and whether the mesh's directory is safe. */
final class MachineChecks {
    private static final int ROOT = 0;
    private static final int PROXY = 2102;
    private static final int CONTROL_PLANE = 2103;
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int OPEN_TO_OTHERS = 077;

    private final MeshView mesh;

    MachineChecks(MeshView mesh) {
        this.mesh = mesh;
    }

    CheckGroup group() {
        return new CheckGroup(
                "weft-machine",
                List.of(
                        new Check(
                                "this machine can keep a mesh (Linux, root, ip, iptables, setpriv)",
                                "weft-machine-able",
                                Weight.FATAL,
                                mesh::machineProblems),
                        new Check(
                                "the mesh's directory is safe from other users",
                                "weft-machine-directory",
                                Weight.ERROR,
                                this::directory),
                        new Check(
                                "nothing is left of commands that were killed",
                                "weft-machine-leftovers",
                                Weight.WARNING,
                                mesh::leftovers)));
    }

    private List<String> directory() {
        Path root = mesh.directory().root();
        List<String> complaints = new ArrayList<>();
        complaints.addAll(unwritable(root));
        complaints.addAll(unwritable(mesh.directory().manifests()));
        complaints.addAll(closed(mesh.directory().run(), ROOT));
        complaints.addAll(closed(mesh.directory().identity(), CONTROL_PLANE));
        files(mesh.directory().identity(), ".key").forEach(key -> complaints.addAll(closed(key, CONTROL_PLANE)));
        files(root.resolve("workloads"), "").forEach(workload -> complaints.addAll(closed(workload, PROXY)));
        return complaints;
    }

    /** Root's, and nobody else's to change. */
    private static List<String> unwritable(Path path) {
        return look(path, ROOT, WRITABLE_BY_OTHERS, "chmod go-w");
    }

    /** One user's, and nobody else's to read. */
    private static List<String> closed(Path path, int owner) {
        return look(path, owner, OPEN_TO_OTHERS, "chmod go-rwx");
    }

    private static List<String> look(Path path, int owner, int forbidden, String remedy) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            int mode = attributes.get("mode") instanceof Integer bits ? bits : forbidden;
            List<String> complaints = new ArrayList<>();
            if (!Integer.valueOf(owner).equals(attributes.get("uid"))) {
                complaints.add(path + " belongs to user " + attributes.get("uid") + ": chown " + owner + " " + path);
            }
            if ((mode & forbidden) != 0) {
                complaints.add(path + " is open to others ("
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))
                        + "): " + remedy + " " + path);
            }
            return complaints;
        } catch (IOException e) {
            return List.of(path + " cannot be looked at: " + e);
        }
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
