package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.Latest;
import io.weft.core.ProtocolHint;
import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watched;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.route.Timeouts;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** wire-behaviour, 1.10: requests say whom they are for. */
class IngressModeTest {
    private static final String OTHER = "other.test.svc.cluster.local";

    private final RoutedMesh mesh = new RoutedMesh(head -> RoutedMesh.ok("web"), head -> RoutedMesh.ok("other"));

    IngressModeTest() throws Exception {}

    @BeforeEach
    void ingress() {
        mesh.proxies.ingress = true;
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty()));
        ResourceRef parent = RoutedMesh.OTHER.ref();
        ClientPolicy.Route route = new ClientPolicy.Route(parent, RoutedMesh.OTHER);
        ClientPolicy policy =
                new ClientPolicy(parent, new ClientPolicy.Protocol.Detect(Duration.ofSeconds(5)), route, route);
        for (String name : List.of(OTHER + ":80", OTHER + ":9000")) {
            mesh.proxies.discovery.policies.put(name, new Latest<>(new Watched.Present<>(policy)));
        }
    }

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void aRequestGoesWhereItSaysAndItsWordIsNotPassedOn() throws Exception {
        assertThat(mesh.get("/", "l5d-dst-override: " + OTHER + ":9000\r\n")).endsWith("other");

        assertThat(mesh.proxies.discovery.askedByName).containsExactly(OTHER + ":9000");
        assertThat(mesh.other.heads.getFirst()).contains("host: web").doesNotContain("l5d-dst-override");
    }

    @Test
    void oneThatSaysNothingGoesWhereItsConnectionDoes() throws Exception {
        assertThat(mesh.get("/")).endsWith("web");
        assertThat(mesh.proxies.discovery.askedByName).isEmpty();
    }

    @Test
    void eachOfAConnectionMaySayOtherwiseAndWithoutAPortItIsThatOfHttp() throws Exception {
        try (Socket client = mesh.connect()) {
            for (String expected : List.of("other", "web", "other")) {
                String says = expected.equals("other") ? "l5d-dst-override: " + OTHER + "\r\n" : "";
                assertThat(RoutedMesh.exchange(client, "GET / HTTP/1.1\r\nHost: web\r\n" + says + "\r\n"))
                        .endsWith(expected);
            }
        }
        assertThat(mesh.proxies.discovery.askedByName).containsExactly(OTHER + ":80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not/a/host", "web:notaport", "10.96.0.1:80", "[::1]:80", "web:0"})
    void whatIsNoNameIsRefused(String says) throws Exception {
        assertThat(mesh.get("/", "l5d-dst-override: " + says + "\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(mesh.web.heads).isEmpty();
    }

    @Test
    void aNameThatNobodyKnowsIsABadGateway() throws Exception {
        assertThat(mesh.get("/", "l5d-dst-override: nobody.test.svc.cluster.local\r\n"))
                .startsWith("HTTP/1.1 502 ");
        assertThat(mesh.web.heads).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void requestsToAPortOfBytesGoWhereTheBytesGo(boolean tls) throws Exception {
        ResourceRef parent = RoutedMesh.OTHER.ref();
        ClientPolicy.Route route = new ClientPolicy.Route(parent, RoutedMesh.OTHER);
        ClientPolicy bytes = new ClientPolicy(
                parent,
                tls ? new ClientPolicy.Protocol.Tls(List.of()) : new ClientPolicy.Protocol.Opaque(),
                new HttpRoutes(false, List.of(), Optional.empty()),
                route);
        mesh.proxies.discovery.policies.put(OTHER + ":80", new Latest<>(new Watched.Present<>(bytes)));

        assertThat(mesh.get("/", "l5d-dst-override: " + OTHER + ":80\r\n")).endsWith("other");
    }

    @Test
    void oneThatIsKnownLaterIsServedFromThenOn() throws Exception {
        String says = "l5d-dst-override: pod-0.other.test.svc.cluster.local\r\n";
        mesh.proxies.discovery.profile.set(new Watched.Ended<>(true, "no such instance"));
        try (Socket client = mesh.connect()) {
            assertThat(RoutedMesh.exchange(client, "GET / HTTP/1.1\r\nHost: web\r\n" + says + "\r\n"))
                    .startsWith("HTTP/1.1 502 ");
        }

        Endpoint replica = mesh.proxies.meshed(ProtocolHint.HTTP2, true);
        mesh.proxies.discovery.profile.set(new Watched.Present<>(new Profile(false, "", Optional.of(replica))));
        mesh.proxies.settle();

        assertThat(mesh.get("/", says)).endsWith("web");
    }

    @Test
    void aNameOfWhichNothingIsHeardIsGivenUpAfterTheFailFastTime() throws Exception {
        mesh.proxies.arrivals = new QueueLimits(1, Duration.ofMillis(200));
        mesh.proxies.discovery.policies.put(OTHER + ":80", new Latest<>(new Watched.Pending<>()));

        assertThat(mesh.get("/", "l5d-dst-override: " + OTHER + "\r\n"))
                .startsWith("HTTP/1.1 504 ")
                .contains("l5d-proxy-error: the control plane has not said within 200 ms");
    }

    @Test
    void withoutTheModeTheHeaderIsOneOfTheApplication() throws Exception {
        mesh.proxies.ingress = false;

        assertThat(mesh.get("/", "l5d-dst-override: " + OTHER + "\r\n")).endsWith("web");
        assertThat(mesh.web.heads.getFirst()).contains("l5d-dst-override: " + OTHER);
    }
}
