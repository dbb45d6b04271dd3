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
 * @param path of our own files, {@code token.key} among them
 * @param issuer the directory of the issuer's pair, in any {@link IssuerFiles spelling}
 * @param trustRoots the directory of {@code ca-bundle.crt}
 * @see "docs/design/one-machine.md, Directory; control-plane, 3: stored configuration"
 */
public record IdentityDirectory(Path path, Path issuer, Path trustRoots) {
    private static final int MAX_BYTES = 1 << 20;

    /** All files in one place. */
    public IdentityDirectory(Path path) {
        this(path, path, path);
    }

    public Path anchors() {
        return trustRoots.resolve("ca-bundle.crt");
    }

    public Path issuerCertificate() {
        return issuer.resolve(IssuerFiles.in(issuer).certificate());
    }

    public Path issuerKey() {
        return issuer.resolve(IssuerFiles.in(issuer).key());
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
        IssuerFiles pair = IssuerFiles.in(issuer);
        return new Material(
                text(anchors()),
                text(issuer.resolve(pair.certificate())),
                text(issuer.resolve(pair.key())),
                text(tokenKey()));
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
