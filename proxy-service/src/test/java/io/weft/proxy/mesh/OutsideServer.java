package io.weft.proxy.mesh;

import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** An HTTPS server that has nothing to do with the mesh. It asks for a certificate, and answers every request alike. */
final class OutsideServer implements AutoCloseable {
    /** Heads, as they came. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    /** Of each connection: the server name asked for, the protocol agreed on, and whether the client has shown a certificate. */
    final List<String> hellos = new CopyOnWriteArrayList<>();

    /** Handshakes that failed. */
    final List<String> failures = new CopyOnWriteArrayList<>();

    private final SSLServerSocket listening;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String answer;

    /**
     * Listens on loopback.
     *
     * @param protocols for ALPN
     * @param answer to every head
     */
    OutsideServer(TestAuthority authority, Leaf leaf, List<String> protocols, String answer)
            throws IOException, GeneralSecurityException {
        this.answer = answer;
        listening = (SSLServerSocket) JdkTls.context(authority, Optional.of(leaf))
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setWantClientAuth(true);
        SSLParameters parameters = listening.getSSLParameters();
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        listening.setSSLParameters(parameters);
        threads.execute(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                SSLSocket client = (SSLSocket) listening.accept();
                threads.execute(() -> serve(client));
            }
        } catch (SocketException closed) {
            failures.add("closed");
        } catch (IOException failed) {
            failures.add(failed.toString());
        }
    }

    private void serve(SSLSocket client) {
        try (client) {
            client.startHandshake();
            hellos.add(hello(client));
            for (String head = ScriptedApp.until(client.getInputStream(), "\r\n\r\n");
                    !head.isEmpty();
                    head = ScriptedApp.until(client.getInputStream(), "\r\n\r\n")) {
                heads.add(head);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            failures.add(gone.toString());
        }
    }

    private static String hello(SSLSocket client) {
        ExtendedSSLSession session = (ExtendedSSLSession) client.getSession();
        String name = ((SNIHostName) session.getRequestedServerNames().getFirst()).getAsciiName();
        return name + " " + client.getApplicationProtocol() + " " + certificate(session);
    }

    private static String certificate(SSLSession session) {
        try {
            return session.getPeerCertificates().length > 0 ? "certificate" : "anonymous";
        } catch (SSLPeerUnverifiedException none) {
            return "anonymous";
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
