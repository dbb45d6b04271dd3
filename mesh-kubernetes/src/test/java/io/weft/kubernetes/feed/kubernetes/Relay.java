package io.weft.kubernetes.feed.kubernetes;

import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes TCP from a loopback port on, until it is shut; then every connection breaks and the port refuses. */
final class Relay {
    private final String host;
    private final int target;
    private final List<Socket> sockets = new ArrayList<>();
    private final int port = FreePorts.take();
    private @Nullable ServerSocket listener;

    Relay(String host, int target) {
        this.host = host;
        this.target = target;
        open();
    }

    int port() {
        return port;
    }

    synchronized void open() {
        try {
            ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            listener = opened;
            Thread.ofVirtual().start(() -> accept(opened));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    synchronized void shut() {
        try {
            if (listener != null) {
                listener.close();
            }
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket client = opened.accept();
                Socket server = new Socket(host, target);
                if (!keep(opened, client, server)) {
                    client.close();
                    server.close();
                }
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            }
        } catch (IOException shut) {
            // the end
        }
    }

    private synchronized boolean keep(ServerSocket opened, Socket client, Socket server) {
        sockets.add(client);
        sockets.add(server);
        return !opened.isClosed();
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // the other direction ends with it
        }
    }
}
