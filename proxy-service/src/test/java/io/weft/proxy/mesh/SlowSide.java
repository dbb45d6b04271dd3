package io.weft.proxy.mesh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A plain socket which says how much it could write before nobody took more, and reads to the end when told to. */
final class SlowSide implements AutoCloseable {
    private static final int PIECE = 16 * 1024;
    private static final Duration STUCK = Duration.ofSeconds(1);

    private final SocketChannel channel;

    SlowSide(SocketChannel channel) {
        this.channel = channel;
    }

    static SlowSide connect(InetSocketAddress address) throws IOException {
        return new SlowSide(SocketChannel.open(address));
    }

    SocketChannel channel() {
        return channel;
    }

    /** Writes zeros until {@code limit} are written or, for a second, none was taken. Returns how many were. */
    long writeUntilStuck(long limit) throws IOException, InterruptedException {
        channel.configureBlocking(false);
        long written = 0;
        long lastTaken = System.nanoTime();
        while (written < limit && System.nanoTime() - lastTaken < STUCK.toNanos()) {
            int taken = channel.write(ByteBuffer.allocate((int) Math.min(PIECE, limit - written)));
            if (taken > 0) {
                written += taken;
                lastTaken = System.nanoTime();
            } else {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        channel.configureBlocking(true);
        return written;
    }

    void writeAll(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            left -= channel.write(ByteBuffer.allocate((int) Math.min(PIECE, left)));
        }
    }

    /** Reads exactly {@code bytes}. */
    long read(long bytes) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long read = 0;
        while (read < bytes) {
            int some = channel.read(piece.clear().limit((int) Math.min(PIECE, bytes - read)));
            if (some < 0) {
                return read;
            }
            read += some;
        }
        return read;
    }

    /** Reads a message head of HTTP/1, up to and with its empty line. */
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (head.indexOf("\r\n\r\n") < 0 && channel.read(one.clear()) == 1) {
            head.append((char) one.get(0));
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
