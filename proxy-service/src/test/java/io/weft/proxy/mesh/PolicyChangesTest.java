package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.route.Timeouts;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** wire-behaviour, 1.1, step 8: a policy that changes under a connection. */
class PolicyChangesTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: web\r\n\r\n";

    private final RoutedMesh mesh = new RoutedMesh(head -> RoutedMesh.ok("web"), head -> RoutedMesh.ok("other"));

    PolicyChangesTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void requestsGoOnWhereTheDestinationIsOpaqueFromNowOn() throws Exception {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty()));
        try (Socket client = mesh.connect()) {
            assertThat(RoutedMesh.exchange(client, GET)).endsWith("web");

            withoutRoutes(new ClientPolicy.Protocol.Opaque());

            assertThat(RoutedMesh.exchange(client, GET))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("web");
        }
    }

    @Test
    void requestsGoNowhereWhereThereIsNoRouteAnyMore() throws Exception {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty()));
        try (Socket client = mesh.connect()) {
            assertThat(RoutedMesh.exchange(client, GET)).endsWith("web");

            withoutRoutes(new ClientPolicy.Protocol.Detect(Duration.ofSeconds(5)));

            assertThat(RoutedMesh.exchange(client, GET)).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void aBackendThatLeadsNowhereIsABadGatewayAndAPolicyThatCannotBeFollowedAnErrorOfOurs() throws Exception {
        Backend nowhere = new Backend.Nowhere(RoutedMesh.WEB.ref());
        mesh.follow(RoutedMesh.rule(nowhere, Timeouts.NONE, Optional.empty()));
        assertThat(mesh.get("/")).startsWith("HTTP/1.1 502 ");
        everythingTo(nowhere);
        assertThat(mesh.get("/")).startsWith("HTTP/1.1 502 ");

        Backend invalid = new Backend.Invalid(RoutedMesh.WEB.ref(), "in a test");
        mesh.follow(RoutedMesh.rule(invalid, Timeouts.NONE, Optional.empty()));
        assertThat(mesh.get("/")).startsWith("HTTP/1.1 500 ");
        everythingTo(invalid);
        assertThat(mesh.get("/")).startsWith("HTTP/1.1 500 ");
        assertThat(mesh.web.heads).isEmpty();
    }

    private void everythingTo(Backend backend) {
        ClientPolicy.Route route = new ClientPolicy.Route(RoutedMesh.WEB.ref(), backend);
        mesh.proxies.policy(new ClientPolicy(RoutedMesh.WEB.ref(), new ClientPolicy.Protocol.Http1(), route, route));
    }

    private void withoutRoutes(ClientPolicy.Protocol protocol) {
        mesh.proxies.policy(new ClientPolicy(
                RoutedMesh.WEB.ref(),
                protocol,
                new HttpRoutes(false, List.of(), Optional.empty()),
                new ClientPolicy.Route(RoutedMesh.WEB.ref(), RoutedMesh.WEB)));
        mesh.proxies.settle();
    }
}
