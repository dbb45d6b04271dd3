package io.weft.proxy.mesh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A relay between two proxies that keeps every byte it passes on. */
final class Wiretap implements AutoCloseable {
    /** Not the address from which every workload admits itself. */
    private static final InetAddress STRANGER = InetAddress.ofLiteral("127.0.0.2");

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Upstream upstream;
    private final ByteArrayOutputStream toServer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();

    /** Where what is relayed goes. */
    @FunctionalInterface
    interface Upstream {
        Socket connect() throws IOException;
    }

    Wiretap(int target) throws IOException {
        this(() -> new Socket(InetAddress.getLoopbackAddress(), target, STRANGER, 0));
    }

    Wiretap(Upstream upstream) throws IOException {
        this.upstream = upstream;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    byte[] toServer() {
        return toServer.toByteArray();
    }

    byte[] toClient() {
        return toClient.toByteArray();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = upstream.connect();
                Thread.ofVirtual().start(() -> copy(client, server, toServer));
                Thread.ofVirtual().start(() -> copy(server, client, toClient));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void copy(Socket from, Socket to, ByteArrayOutputStream record) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                record.write(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        } catch (IOException gone) {
            // the other direction notices too
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
