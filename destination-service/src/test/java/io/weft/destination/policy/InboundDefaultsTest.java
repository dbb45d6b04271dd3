package io.weft.destination.policy;

import static io.weft.destination.cluster.PodBuilder.pod;
import static io.weft.destination.policy.PolicyTable.admits;
import static io.weft.destination.policy.PolicyTable.meshed;
import static io.weft.destination.policy.PolicyTable.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.InboundRoute;
import io.weft.core.policy.ServerPolicy;
import io.weft.core.policy.ServerProtocol;
import io.weft.destination.cluster.Settings;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.KnownAnnotations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports without a Server. */
class InboundDefaultsTest {
    private static final String OUTSIDE = "93.184.216.34";
    private static final String INSIDE = "10.42.9.9";

    @Test
    void portWithoutServerFollowsTheDefaultPolicyOfTheMesh() {
        assertThat(PolicyTable.usual().port(pod("shop", "web"), 8080))
                .isEqualTo(new ServerPolicy(
                        ResourceRef.ofDefault("all-unauthenticated"),
                        new ServerProtocol.Detect(Duration.ofSeconds(10)),
                        List.of(new Authorization(
                                ResourceRef.ofDefault("all-unauthenticated"),
                                ClientNetwork.everywhere(),
                                new Authentication.Unauthenticated())),
                        List.of(InboundRoute.ofDefault())));
    }

    @ParameterizedTest(name = "{0}: plain inside {1}, plain outside {2}, meshed {3}")
    @CsvSource({
        "all-unauthenticated, true, true, true",
        "all-authenticated, false, false, true",
        "cluster-unauthenticated, true, false, true",
        "cluster-authenticated, false, false, true",
        "deny, false, false, false",
        "audit, true, true, true",
    })
    void everyDefaultPolicyLetsInWhomItNames(String name, boolean inside, boolean outside, boolean mesh) {
        var policy = PolicyTable.usual()
                .port(pod("shop", "web").annotation(KnownAnnotations.DEFAULT_INBOUND_POLICY, name), 8080);

        assertThat(policy.server()).isEqualTo(ResourceRef.ofDefault(name));
        assertThat(policy.authorizations())
                .allSatisfy(authorization -> assertThat(authorization.ref()).isEqualTo(ResourceRef.ofDefault(name)));
        assertThat(List.of(
                        admits(policy, plain(INSIDE)),
                        admits(policy, plain(OUTSIDE)),
                        admits(policy, meshed("a", "b"))))
                .containsExactly(inside, outside, mesh);
    }

    @Test
    void workloadThatSaysNothingFollowsTheMesh() {
        PolicyTable table = new PolicyTable(Settings.with(AccessPolicy.DENY, false));

        assertThat(table.port(pod("shop", "web"), 8080).server()).isEqualTo(ResourceRef.ofDefault("deny"));
    }

    @Test
    void defaultPolicyThatMeansNothingDeniesAndIsReported() {
        PolicyTable table = PolicyTable.usual();
        var policy = table.port(pod("shop", "web").annotation(KnownAnnotations.DEFAULT_INBOUND_POLICY, "allow"), 8080);

        assertThat(policy.authorizations()).isEmpty();
        assertThat(table.complaints).singleElement().asString().contains("shop/web", "'allow'", "deny");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "all-unauthenticated, all-authenticated",
        "cluster-unauthenticated, cluster-authenticated",
        "all-authenticated, all-authenticated",
        "cluster-authenticated, cluster-authenticated",
        "deny, deny",
        "audit, audit",
    })
    void portThatRequiresIdentityTakesMeshedClientsOnly(String given, String becomes) {
        var web = pod("shop", "web")
                .annotation(KnownAnnotations.DEFAULT_INBOUND_POLICY, given)
                .annotation(KnownAnnotations.REQUIRE_IDENTITY_INBOUND_PORTS, "9000-9010");

        assertThat(PolicyTable.usual().port(web, 9005).server()).isEqualTo(ResourceRef.ofDefault(becomes));
        assertThat(PolicyTable.usual().port(web, 8080).server()).isEqualTo(ResourceRef.ofDefault(given));
    }

    @Test
    void opaquePortOfTheWorkloadIsNotLookedInto() {
        var web = pod("shop", "web").port("db", 7000).annotation(KnownAnnotations.OPAQUE_PORTS, "db,9000");

        assertThat(PolicyTable.usual().port(web, 7000).protocol()).isEqualTo(new ServerProtocol.Opaque());
        assertThat(PolicyTable.usual().port(web, 9000).protocol()).isEqualTo(new ServerProtocol.Opaque());
        assertThat(PolicyTable.usual().port(web, 9000).routes()).isEmpty();
        assertThat(PolicyTable.usual().port(web, 3306).protocol()).isInstanceOf(ServerProtocol.Detect.class);
    }

    @Test
    void opaquePortOfTheMeshIsNotLookedInto() {
        assertThat(PolicyTable.usual().port(pod("shop", "web"), 3306).protocol())
                .isEqualTo(new ServerProtocol.Opaque());
    }
}
