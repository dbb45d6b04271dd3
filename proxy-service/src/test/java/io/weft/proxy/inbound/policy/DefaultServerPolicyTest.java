package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Authority;
import io.weft.core.Network;
import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Peer;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.DefaultPolicy;
import io.weft.proxy.config.PortSet;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.route.Requests;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultServerPolicyTest {
    private static final WorkloadIdentity API = new WorkloadIdentity("api.shop.example");
    private static final InetAddress NEAR = InetAddress.ofLiteral("10.1.2.3");
    private static final InetAddress FAR = InetAddress.ofLiteral("192.0.2.1");

    @ParameterizedTest
    @CsvSource({
        // policy, near, near and meshed, far, far and meshed
        "DENY, false, false, false, false",
        "ALL_AUTHENTICATED, false, true, false, true",
        "ALL_UNAUTHENTICATED, true, true, true, true",
        "CLUSTER_AUTHENTICATED, false, true, false, false",
        "CLUSTER_UNAUTHENTICATED, true, true, false, false",
        "AUDIT, true, true, true, true"
    })
    void defaultAdmitsWhomItsNameSays(
            DefaultPolicy policy, boolean near, boolean nearMeshed, boolean far, boolean farMeshed) {
        assertThat(admits(policy, Peer.plaintext(NEAR))).isEqualTo(near);
        assertThat(admits(policy, Peer.meshed(NEAR, API))).isEqualTo(nearMeshed);
        assertThat(admits(policy, Peer.plaintext(FAR))).isEqualTo(far);
        assertThat(admits(policy, Peer.meshed(FAR, API))).isEqualTo(farMeshed);
    }

    @Test
    void ordinaryPortIsDetectedWithTheDefaultRoute() {
        ServerPolicy policy = of(DefaultPolicy.ALL_UNAUTHENTICATED, 8080);

        assertThat(policy.server()).isEqualTo(ResourceRef.ofDefault("all-unauthenticated"));
        assertThat(policy.protocol()).isEqualTo(new ServerProtocol.Detect(Duration.ofSeconds(7)));
        assertThat(policy.routes()).containsExactly(InboundRoute.ofDefault());
    }

    @Test
    void opaquePortIsOpaqueWithTheSameAuthorizations() {
        ServerPolicy policy = of(DefaultPolicy.ALL_UNAUTHENTICATED, 3306);

        assertThat(policy.protocol()).isEqualTo(new ServerProtocol.Opaque());
        assertThat(policy.authorizations())
                .isEqualTo(of(DefaultPolicy.ALL_UNAUTHENTICATED, 8080).authorizations());
    }

    @Test
    void deniedPortIsOpaque() {
        assertThat(of(DefaultPolicy.DENY, 8080).protocol()).isEqualTo(new ServerProtocol.Opaque());
    }

    @Test
    void aRequestToADeniedPortIsDeniedAndNotUnknown() {
        assertThat(new Rulings(of(DefaultPolicy.DENY, 8080), Peer.meshed(NEAR, API))
                        .request(Requests.head("GET", "web", "/")))
                .isEqualTo(new Verdict.Denial(ResourceRef.ofDefault("default")));
    }

    private static boolean admits(DefaultPolicy policy, Peer peer) {
        return of(policy, 8080).authorizations().stream().anyMatch(authorization -> authorization.admits(peer));
    }

    private static ServerPolicy of(DefaultPolicy policy, int port) {
        ProxyConfig.Policy config = new ProxyConfig.Policy(
                new ControlPlane(new Authority("localhost.", 8087), Optional.empty()),
                "shop:web",
                List.of(Network.parse("10.0.0.0/8").orElseThrow()),
                policy,
                PortSet.NONE,
                PortSet.parse("3306"));
        return new DefaultServerPolicy(config, Duration.ofSeconds(7)).of(port);
    }
}
