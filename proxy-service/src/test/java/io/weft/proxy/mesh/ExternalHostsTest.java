package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ExternalHost;
import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watched;
import io.weft.proxy.names.HostAddresses;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.tls.OutsideTls;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** brief-vs-linkerd, 5.14: routes that lead to hosts outside the mesh. */
class ExternalHostsTest {
    private static final String NAME = "api.example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TestAuthority world = TestAuthority.create();
    private final RoutedMesh mesh = new RoutedMesh(head -> RoutedMesh.ok("web"), head -> RoutedMesh.ok("other"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    ExternalHostsTest() throws Exception {}

    @BeforeEach
    void believe() {
        Path roots = Pem.write(directory.resolve("roots.pem"), "# The world\n" + Pem.of(world.anchors()));
        mesh.proxies.outsideTls = new OutsideTls(Optional.of(roots), ForkJoinPool.commonPool(), PATIENCE);
    }

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void aRequestGoesOverTlsToTheHostUnderItsOwnNameAndShowsNothingOfTheMesh() throws Exception {
        try (OutsideServer server = server(world.leaf(NAME))) {
            follow(server.address(), true);

            assertThat(mesh.get("/api?q=1")).endsWith("\r\n\r\noutside");
            assertThat(server.hellos).containsExactly(NAME + " http/1.1 anonymous");
            assertThat(server.heads.getFirst())
                    .startsWith("GET /api?q=1 HTTP/1.1\r\n")
                    .containsIgnoringCase(
                            "host: " + NAME + ":" + server.address().getPort() + "\r\n")
                    .doesNotContain("l5d-");
            assertThat(TwoProxies.text(mesh.proxies.clientMetrics))
                    .contains("tls=\"originated\",sni=\"" + NAME
                            + "\",dst_namespace=\"test\",dst_service=\"external-api\"")
                    .doesNotContain("server_id=\"" + NAME);
        }
    }

    @Test
    void connectionsAreKeptForTheNextRequest() throws Exception {
        try (OutsideServer server = server(world.leaf(NAME))) {
            follow(server.address(), true);
            mesh.get("/1");
            mesh.get("/2");

            assertThat(server.heads).hasSize(2);
            assertThat(server.hellos).hasSize(1);
        }
    }

    @Test
    void whoeverCannotProveTheNameGetsNothing() throws Exception {
        TestAuthority stranger = TestAuthority.create();
        for (Leaf leaf : List.of(
                world.leaf("other.example.com"),
                world.leaf("example.com"),
                stranger.leaf(NAME),
                world.expiredLeaf(NAME),
                world.wildcardLeaf("com"))) {
            try (OutsideServer server = server(leaf)) {
                follow(server.address(), true);

                assertThat(mesh.get("/"))
                        .startsWith("HTTP/1.1 502 ")
                        .contains("l5d-proxy-error: ")
                        .contains("TLS with " + NAME + " failed: ");
                assertThat(server.heads).isEmpty();
            }
        }
    }

    @Test
    void aWildcardOfItsOwnDomainProvesTheName() throws Exception {
        try (OutsideServer server = server(world.wildcardLeaf("example.com"))) {
            follow(server.address(), true);

            assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aHostThatSpeaksNoTlsIsSentNoRequest() throws Exception {
        try (ScriptedApp plaintext = new ScriptedApp(head -> RoutedMesh.ok("plaintext"))) {
            follow(new InetSocketAddress(InetAddress.getLoopbackAddress(), plaintext.port()), true);

            assertThat(mesh.get("/secret")).startsWith("HTTP/1.1 50");
            assertThat(String.join("", plaintext.heads)).doesNotContain("secret");
        }
    }

    @Test
    void aHostInPlaintextIsCalledByItsOwnNameToo() throws Exception {
        try (ScriptedApp plaintext = new ScriptedApp(head -> RoutedMesh.ok("plaintext"))) {
            follow(new InetSocketAddress(InetAddress.getLoopbackAddress(), plaintext.port()), false);

            assertThat(mesh.get("/")).endsWith("plaintext");
            assertThat(plaintext.heads.getFirst())
                    .containsIgnoringCase("host: " + NAME + ":" + plaintext.port() + "\r\n");
        }
    }

    @Test
    void aNameThatCannotBeResolvedIsSaidAtOnce() throws Exception {
        mesh.proxies.discovery.hosts.put(
                NAME,
                new Latest<>(new Watched.Present<>(new HostAddresses(List.of(), "cannot resolve " + NAME + ": gone"))));
        follow(443, true);

        assertThat(mesh.get("/"))
                .startsWith("HTTP/1.1 502 ")
                .contains("l5d-proxy-error: cannot resolve " + NAME + ": gone\r\n");
    }

    @Test
    void aHostThatIsFoundAgainIsSentToAgain() throws Exception {
        try (OutsideServer server = server(world.leaf(NAME))) {
            Latest<Watched<HostAddresses>> host =
                    new Latest<>(new Watched.Present<>(new HostAddresses(List.of(), "cannot resolve it")));
            mesh.proxies.discovery.hosts.put(NAME, host);
            follow(server.address().getPort(), true);
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 502 ");

            host.set(new Watched.Present<>(HostAddresses.of(List.of(InetAddress.getLoopbackAddress()))));
            mesh.proxies.settle();
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void withoutRootsNothingIsSent() throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.pem"), "no certificate");
        mesh.proxies.outsideTls = new OutsideTls(Optional.of(broken), ForkJoinPool.commonPool(), PATIENCE);
        try (OutsideServer server = server(world.leaf(NAME))) {
            follow(server.address(), true);

            assertThat(mesh.get("/"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains(
                            "l5d-proxy-error: the roots that hosts outside are verified by cannot be read: " + broken);
            assertThat(server.hellos).isEmpty();

            Files.writeString(broken, Pem.of(world.anchors()));
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        }
    }

    private OutsideServer server(Leaf leaf) throws Exception {
        return new OutsideServer(world, leaf, List.of("h2", "http/1.1"), RoutedMesh.ok("outside"));
    }

    private void follow(InetSocketAddress server, boolean tls) {
        mesh.proxies.discovery.hosts.put(
                NAME, new Latest<>(new Watched.Present<>(HostAddresses.of(List.of(server.getAddress())))));
        follow(server.getPort(), tls);
    }

    private void follow(int port, boolean tls) {
        ResourceRef ref =
                ResourceRef.of("core", "Service", "test", "external-api").withPort(port);
        Backend outside = new Backend.External(
                ref, NAME, port, new ExternalHost(NAME, tls), Map.of("namespace", "test", "service", "external-api"));
        mesh.follow(RoutedMesh.rule(outside, Timeouts.NONE, Optional.empty()));
    }
}
