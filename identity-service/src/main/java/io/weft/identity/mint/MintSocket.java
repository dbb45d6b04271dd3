package io.weft.identity.mint;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** The socket's file: a place for it, and who may open it. */
final class MintSocket {
    private static final String DIRECTORY = "rwx------";
    private static final String SOCKET = "rw-------";

    private final Path path;

    private MintSocket(Path path) {
        this.path = path;
    }

    /** Makes the directory if it is missing, and removes the socket of a service that is dead. */
    static MintSocket prepare(Path path) {
        try {
            requirePrivateDirectory(Objects.requireNonNull(path.getParent(), "an absolute path has a parent"));
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                requireDead(path);
                Files.delete(path);
            }
            return new MintSocket(path);
        } catch (IOException e) {
            throw MintSocketException.cannotOpen(path, e);
        }
    }

    void restrict() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(SOCKET));
    }

    void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    private static void requirePrivateDirectory(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(DIRECTORY)));
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
        if (!mode.endsWith("------")) {
            throw new MintSocketException(
                    "The directory " + directory + " of the socket is open to others (" + mode + ").",
                    "Run `chmod 700 " + directory + "`, or name a directory of its own in mesh.identity.mint-socket.");
        }
    }

    private static void requireDead(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new MintSocketException(
                    "At " + path + " stands something that is no socket.",
                    "Move it away, or give mesh.identity.mint-socket another path.");
        }
        if (answers(path)) {
            throw new MintSocketException(
                    "Another process listens on " + path + ".",
                    "End the other identity-service (see `ss -xlp src " + path + "`), or give"
                            + " mesh.identity.mint-socket another path.");
        }
    }

    private static boolean answers(Path path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (ConnectException nobody) {
            return false;
        }
    }
}
