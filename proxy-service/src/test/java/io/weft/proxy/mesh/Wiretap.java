package io.weft.proxy.mesh;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
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
    private final int target;
    private final ByteArrayOutputStream toServer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();

    Wiretap(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    /** The server's proxy sees the client come from elsewhere: a workload always admits itself. */
    static Wiretap fromElsewhere(TwoProxies proxies) throws IOException {
        Wiretap wire = new Wiretap(proxies.inboundPort());
        Endpoint known = proxies.meshed(ProtocolHint.HTTP2, true);
        proxies.endpoint(
                new Endpoint(known.address(), known.weight(), known.tls(), known.hint(), wire.port(), known.labels()));
        return wire;
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
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target, STRANGER, 0);
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
