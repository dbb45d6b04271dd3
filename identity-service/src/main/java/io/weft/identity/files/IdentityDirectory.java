package io.weft.identity.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Where the files are, and how one is read. Links are followed: Kubernetes replaces a mounted Secret by switching one.
 *
 * @see "docs/design/one-machine.md, Directory"
 */
public record IdentityDirectory(Path path) {
    private static final int MAX_BYTES = 1 << 20;

    public Path anchors() {
        return path.resolve("ca-bundle.crt");
    }

    public Path issuerCertificate() {
        return path.resolve("issuer.crt");
    }

    public Path issuerKey() {
        return path.resolve("issuer.key");
    }

    public Path tokenKey() {
        return path.resolve("token.key");
    }

    /**
     * Reads all four files.
     *
     * @throws IOException if one is there and cannot or must not be read; the message names it and the remedy
     */
    public Material read() throws IOException {
        return new Material(text(anchors()), text(issuerCertificate()), text(issuerKey()), text(tokenKey()));
    }

    private static Optional<String> text(Path file) throws IOException {
        try {
            requireUnwritableByOthers(file);
            byte[] bytes;
            try (var in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            if (bytes.length > MAX_BYTES) {
                throw new IOException(file + " is larger than 1 MiB, which no key or bundle is");
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Optional.empty();
        }
    }

    private static void requireUnwritableByOthers(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(
                    file + " may be written by others than its owner, so it is not trusted; chmod go-w it");
        }
    }
}
