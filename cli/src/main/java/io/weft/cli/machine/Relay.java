package io.weft.cli.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries connections from a loopback port of the host to an address inside a network namespace, unread.
 *
 * <p>Threading: virtual threads of its own, three per connection; {@link #close} from any thread.
 */
final class Relay implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int CHUNK = 16 << 10;

    private final ServerSocketChannel listener;
    private final String namespace;
    private final InetSocketAddress target;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private Relay(ServerSocketChannel listener, String namespace, InetSocketAddress target) {
        this.listener = listener;
        this.namespace = namespace;
        this.target = target;
    }

    /**
     * Listens on 127.0.0.1.
     *
     * @param preferredPort used if it is free; any other free port otherwise
     */
    static Relay start(int preferredPort, String namespace, InetSocketAddress target) {
        Relay relay = new Relay(listen(preferredPort), namespace, target);
        Thread.ofVirtual().name("relay").start(relay::accept);
        return relay;
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (SocketChannel channel : open) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocketChannel listen(int preferredPort) {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try {
            return ServerSocketChannel.open().bind(new InetSocketAddress(loopback, preferredPort));
        } catch (IOException taken) {
            try {
                return ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                open.add(client);
                Thread.startVirtualThread(() -> serve(client));
            } catch (AsynchronousCloseException closed) {
                return;
            } catch (IOException e) {
                Pause.millis(50); // out of file descriptors, perhaps; one client must not end the relay
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                SocketChannel server = InNamespace.connect(namespace, target, CONNECT)) {
            open.add(server);
            Thread back = Thread.startVirtualThread(() -> copy(server, client));
            copy(client, server);
            back.join();
            open.remove(server);
        } catch (IOException | UncheckedIOException | MachineException gone) {
            // The client sees its connection closed, which is all there is to say.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }
}
