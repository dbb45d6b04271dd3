package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.ClientPolicy.Protocol;
import io.weft.proxy.outbound.discover.ClientPolicy.Route;
import io.weft.proxy.outbound.discover.ClientPolicy.TlsRoute;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.route.HostMatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** wire-behaviour, 6: the policy kind Tls. */
class TlsRoutesTest {
    private static final int HANDSHAKE = 22;

    private static final String ROUTE =
            "parent_group=\"core\",parent_kind=\"Service\",parent_namespace=\"test\",parent_name=\"web\","
                    + "parent_port=\"80\",parent_section_name=\"\",route_group=\"\",route_kind=\"default\","
                    + "route_namespace=\"\",route_name=\"tls\"";

    private final ServerSocket web = listen();
    private final ServerSocket other = listen();
    private final TwoProxies proxies =
            new TwoProxies(web.getLocalPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    TlsRoutesTest() throws IOException {
        proxies.discovery.others.put("web.test:80", endpoint(web));
        proxies.discovery.others.put("other.test:80", endpoint(other));
        ResourceRef parent = RoutedMesh.WEB.ref();
        Route first = route(RoutedMesh.WEB);
        proxies.discovery.policy.set(new Watched.Present<>(new ClientPolicy(
                parent,
                new Protocol.Tls(List.of(
                        new TlsRoute(List.of(new HostMatch.Exact("web.example")), first),
                        new TlsRoute(List.of(new HostMatch.Suffix(".other.example")), route(RoutedMesh.OTHER)))),
                first,
                first)));
    }

    private static ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(10_000);
        return server;
    }

    private static Route route(Backend backend) {
        return new Route(ResourceRef.ofDefault("tls"), backend);
    }

    private static Latest<Watched<EndpointSet>> endpoint(ServerSocket server) {
        Endpoint bare = Endpoint.bare(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        return new Latest<>(new Watched.Present<>(new EndpointSet(true, List.of(bare))));
    }

    @AfterEach
    void stop() throws IOException {
        proxies.close();
        web.close();
        other.close();
    }

    @Test
    void theServerNameSaysWhereTheBytesGo() throws Exception {
        assertThat(firstByte("WEB.example", web)).isEqualTo(HANDSHAKE);
        assertThat(firstByte("a.other.example", other)).isEqualTo(HANDSHAKE);
    }

    @Test
    void connectionsOfARouteAreCounted() throws Exception {
        firstByte("web.example", web);

        Sockets.await(
                () -> metrics().contains("outbound_tls_route_close_total{" + ROUTE + ",hostname=\"\",error=\"\"} 1"));
        assertThat(metrics()).contains("outbound_tls_route_open_total{" + ROUTE + ",hostname=\"\"} 1");
    }

    private String metrics() {
        return TwoProxies.text(proxies.clientMetrics);
    }

    @Test
    void aNameNoRouteIsForIsClosed() throws Exception {
        try (Socket client = connect();
                SSLSocket tls = hello(client, "stranger.example")) {
            assertThat(closes(tls)).isTrue();
        }
    }

    @Test
    void whatIsNoTlsIsClosed() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private int firstByte(String serverName, ServerSocket server) throws Exception {
        try (Socket client = connect();
                SSLSocket tls = hello(client, serverName)) {
            Thread handshake = Thread.ofVirtual().start(() -> closes(tls));
            int first;
            try (Socket accepted = server.accept()) {
                first = accepted.getInputStream().read();
            }
            handshake.join();
            return first;
        }
    }

    private static boolean closes(SSLSocket tls) {
        try {
            tls.startHandshake();
            return false;
        } catch (IOException ended) {
            return true;
        }
    }

    private SSLSocket hello(Socket client, String serverName) throws Exception {
        return JdkTls.over(client, JdkTls.context(proxies.authority, Optional.empty()), serverName);
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        client.setSoTimeout(10_000);
        return client;
    }
}
