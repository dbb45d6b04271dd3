package io.weft.proxy.mesh;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weft.core.Authority;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.GrpcServer;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.identity.IdentityListener;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.OwnIdentity;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trust anchor is replaced while two workloads talk, each word over a connection of its own and thus a new handshake. */
class AnchorRollOverTest {
    @TempDir
    private Path directory = Path.of("");

    private final TestAuthority next = TestAuthority.create();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSocket app = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies = new TwoProxies(app.getLocalPort(), new ServerProtocol.Opaque());
    private final TestAuthority old = proxies.authority;
    private final ScriptedIdentity service = new ScriptedIdentity(old.anchors(), old.issuerP256());
    private final GrpcServer server = new GrpcServer(service.certifier(), service.bundles());
    private final Sockets sockets = new Sockets();

    AnchorRollOverTest() throws IOException {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
        threads.execute(this::echo);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        threads.shutdownNow();
        sockets.close();
        assertThat(sockets.blocking().awaitTermination(20, SECONDS))
                .as("nobody changes TLS any more")
                .isTrue();
        proxies.close();
        server.close();
    }

    @Test
    void anchorIsReplacedInThreeStepsAndNoConnectionFails() throws Exception {
        OwnIdentity client = sidecar(TwoProxies.CLIENT, proxies.clientTls);
        OwnIdentity replica = sidecar(TwoProxies.SERVER, proxies.serverTls);
        Leaf before = old.leaf(TwoProxies.CLIENT.name());
        try (Socket lasting = connect(proxies.clientPort())) {
            say(lasting, 1);
            AtomicBoolean over = new AtomicBoolean();
            Future<Integer> words = threads.submit(() -> talkUntil(over));

            List<X509Certificate> both = Stream.concat(old.anchors().stream(), next.anchors().stream())
                    .toList();
            service.anchors(both);
            awaitTrust(both);
            service.issuer(next.issuerP256());
            awaitIssuer(proxies.clientTls);
            awaitIssuer(proxies.serverTls);
            service.anchors(next.anchors());
            awaitTrust(next.anchors());
            say(lasting, 2);
            over.set(true);

            assertThat(words.get(20, SECONDS)).as("words, all of them echoed").isPositive();
            assertThat(catchThrowable(() -> handshake(before)))
                    .as("a leaf of the old anchor")
                    .isInstanceOf(IOException.class);
            handshake(next.leaf(TwoProxies.CLIENT.name()));
        }
        client.stop();
        replica.stop();
    }

    /** Renews its certificate all the time. */
    private OwnIdentity sidecar(WorkloadIdentity name, MeshTls tls) throws IOException {
        Path files = Files.createDirectories(directory.resolve(name.name()));
        ProxyConfig.Identity config = new ProxyConfig.Identity(
                files,
                old.anchors(),
                Files.writeString(files.resolve("token"), "a token"),
                name,
                new ControlPlane(new Authority("127.0.0.1", server.port()), Optional.empty()),
                Duration.ofMillis(20),
                Duration.ofMillis(50));
        OwnIdentity identity = new OwnIdentity(
                config,
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), 0),
                tls,
                sockets.channels(Sockets.noTls()),
                sockets.blocking(),
                InstantSource.system(),
                IdentityListener.NONE);
        identity.start(() -> {});
        return identity;
    }

    private void awaitTrust(List<X509Certificate> anchors) throws InterruptedException {
        Sockets.await(() -> proxies.clientTls.anchors().equals(anchors)
                && proxies.serverTls.anchors().equals(anchors));
    }

    private void awaitIssuer(MeshTls tls) throws InterruptedException {
        Sockets.await(() ->
                tls.credentials().filter(held -> held.leadTo(next.anchors())).isPresent());
    }

    private int talkUntil(AtomicBoolean over) throws IOException {
        int words = 0;
        while (!over.get()) {
            try (Socket client = connect(proxies.clientPort())) {
                say(client, 7);
                words++;
            }
        }
        return words;
    }

    private static void say(Socket client, int word) throws IOException {
        client.getOutputStream().write(word);
        assertThat(client.getInputStream().read()).isEqualTo(word);
    }

    private void handshake(Leaf leaf) throws Exception {
        try (SSLSocket tls = JdkTls.over(
                connect(proxies.inboundPort()),
                JdkTls.context(next, Optional.of(leaf)),
                TwoProxies.SERVER.name(),
                "transport.l5d.io/v1")) {
            tls.startHandshake();
            tls.setSoTimeout(200); // whoever is refused hears of it after the handshake
            try {
                assertThat(tls.getInputStream().read()).isNegative();
            } catch (SocketTimeoutException waiting) {
                assertThat(tls.isConnected()).isTrue();
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private void echo() {
        while (!app.isClosed()) {
            try {
                Socket client = app.accept();
                threads.execute(() -> echo(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            in.transferTo(client.getOutputStream());
        } catch (IOException gone) {
            // the client hung up
        }
    }
}
