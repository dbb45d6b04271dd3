package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets one {@code linkerd up} have a directory. The kernel frees it when its holder dies. */
final class UpLock implements AutoCloseable {
    private final FileChannel channel;

    private UpLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws MachineException if another process has it; the message names its pid */
    static UpLock take(MeshDirectory directory) {
        Path file = directory.run().resolve("up.lock");
        try {
            FileChannel channel = FolderLock.open(file);
            if (!locked(channel)) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw new MachineException("the mesh in " + directory.root() + " is kept up by process " + holder
                        + " already: end that first, or give another --dir");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII)));
            return new UpLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }
}
