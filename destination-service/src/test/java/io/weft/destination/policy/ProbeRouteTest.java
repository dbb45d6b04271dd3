package io.weft.destination.policy;

import static io.weft.destination.cluster.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import io.weft.core.policy.InboundRoute;
import io.weft.core.policy.RequestMatch;
import io.weft.destination.cluster.PodBuilder;
import io.weft.destination.cluster.Settings;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.PortRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeRouteTest {
    private final PodBuilder web = pod("shop", "web").port("http", 8080);

    @Test
    void healthChecksOfAPortAreLetInFromTheProbeNetworksBeforeTheDefaultRoute() {
        web.probe("/ready", new PortRef.Numbered(8080)).probe("/live", new PortRef.Named("http"));

        assertThat(PolicyTable.usual().port(web, 8080).routes())
                .containsExactly(probe("/live", "/ready"), InboundRoute.ofDefault());
    }

    @ParameterizedTest(name = "{0} is checked at {1}")
    @CsvSource({"/ready?full=1, /ready", "'', /", "ready, /ready", "/, /"})
    void pathIsComparedWithoutItsQuery(String written, String path) {
        web.probe(written, new PortRef.Numbered(8080));

        assertThat(PolicyTable.usual().port(web, 8080).routes()).contains(probe(path));
    }

    @Test
    void initContainersHaveHealthChecksToo() {
        web.initContainer("warm-up", "warm", 7000, "/warm");

        assertThat(PolicyTable.usual().port(web, 7000).routes()).contains(probe("/warm"));
    }

    @Test
    void metricsAreForTheirReadersWhateverTheDefaultPolicyIs() {
        assertThat(PolicyTable.usual().port(web, 4191).routes())
                .containsExactly(
                        new InboundRoute(
                                ResourceRef.ofDefault("metrics"),
                                List.of(new RequestMatch(
                                        new RequestMatch.PathMatch.Exact("/metrics"), Optional.of("GET"))),
                                List.of(new Authorization(
                                        ResourceRef.ofDefault("metrics"),
                                        ClientNetwork.everywhere(),
                                        new Authentication.MeshIdentity(List.of(new IdentityMatch.Exact(
                                                Settings.USUAL.metricsReaders().getFirst())))))),
                        InboundRoute.ofDefault());
    }

    @Test
    void otherPortsHaveNoProbeRoute() {
        web.probe("/ready", new PortRef.Numbered(9999));

        assertThat(PolicyTable.usual().port(web, 8080).routes()).containsExactly(InboundRoute.ofDefault());
    }

    @Test
    void withoutProbeNetworksThereIsNoProbeRoute() {
        MeshSettings usual = Settings.USUAL;
        PolicyTable table = new PolicyTable(new MeshSettings(
                usual.names(),
                usual.clusterNetworks(),
                AccessPolicy.DENY,
                usual.opaquePorts(),
                List.of(),
                false,
                true,
                usual.egressNamespace(),
                usual.ipv6(),
                usual.hops(),
                List.of()));
        web.probe("/ready", new PortRef.Numbered(8080));

        assertThat(table.port(web, 8080).routes()).containsExactly(InboundRoute.ofDefault());
    }

    @ParameterizedTest(name = "{0}: {1} routes")
    @CsvSource({"unknown, 2", "HTTP/1, 2", "HTTP/2, 2", "gRPC, 1", "opaque, 0", "TLS, 0"})
    void routesFollowTheProtocolOfTheServer(String protocol, int routes) {
        web.probe("/ready", new PortRef.Numbered(8080));
        PolicyTable table = PolicyTable.usual().given("""
                        apiVersion: policy.linkerd.io/v1beta3
                        kind: Server
                        metadata: {name: web, namespace: shop}
                        spec: {podSelector: {}, port: http, proxyProtocol: %s}
                        """.formatted(protocol));

        assertThat(table.port(web, 8080).routes()).hasSize(routes);
    }

    private static InboundRoute probe(String... paths) {
        ResourceRef ref = ResourceRef.ofDefault("probe");
        return new InboundRoute(
                ref,
                Arrays.stream(paths)
                        .map(path -> new RequestMatch(new RequestMatch.PathMatch.Exact(path), Optional.of("GET")))
                        .toList(),
                List.of(new Authorization(ref, ClientNetwork.everywhere(), new Authentication.Unauthenticated())));
    }
}
