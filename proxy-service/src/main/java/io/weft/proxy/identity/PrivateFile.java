package io.weft.proxy.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files nobody but their owner may read. */
final class PrivateFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFile() {}

    /** Writes both aside first, so that hardly anything can leave one without the other. */
    static void writeBoth(Path one, byte[] oneBytes, Path other, byte[] otherBytes) throws IOException {
        Path oneAside = aside(one, oneBytes);
        Path otherAside = aside(other, otherBytes);
        Files.move(oneAside, one, StandardCopyOption.ATOMIC_MOVE);
        Files.move(otherAside, other, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path aside(Path file, byte[] bytes) throws IOException {
        Path aside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, OWNER_ONLY);
        return Files.write(aside, bytes);
    }
}
