package io.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Network;
import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthorizationTest {
    private static final InetAddress NEAR = InetAddress.ofLiteral("10.1.0.7");
    private static final WorkloadIdentity WEB = new WorkloadIdentity("web.shop");
    private static final Peer PLAIN = Peer.plaintext(NEAR);
    private static final Peer ANONYMOUS = new Peer(NEAR, true, Optional.empty());
    private static final Peer MESHED = Peer.meshed(NEAR, WEB);

    @Test
    void eachKindOfAuthenticationAdmitsWhoeverProvedThatMuch() {
        assertThat(List.of(
                        admitted(new Authentication.Unauthenticated()),
                        admitted(new Authentication.AnyTls()),
                        admitted(Authentication.MeshIdentity.any()),
                        admitted(new Authentication.MeshIdentity(List.of(new IdentityMatch.Exact(WEB)))),
                        admitted(new Authentication.MeshIdentity(List.of()))))
                .isEqualTo(List.of(
                        List.of(PLAIN, ANONYMOUS, MESHED),
                        List.of(ANONYMOUS, MESHED),
                        List.of(MESHED),
                        List.of(MESHED),
                        List.of()));
    }

    @Test
    void networkAndAuthenticationMustBothAgree() {
        Authorization near = of(List.of(ClientNetwork.of(network("10.0.0.0/8"))), new Authentication.AnyTls());

        assertThat(near.admits(MESHED)).isTrue();
        assertThat(near.admits(PLAIN)).isFalse();
        assertThat(near.admits(Peer.meshed(InetAddress.ofLiteral("192.0.2.1"), WEB)))
                .isFalse();
    }

    @Test
    void withoutNetworksNobodyIsAdmitted() {
        assertThat(of(List.of(), new Authentication.Unauthenticated()).admits(PLAIN))
                .isFalse();
    }

    @Test
    void holesOfANetworkDoNotCount() {
        ClientNetwork holed = new ClientNetwork(network("10.0.0.0/8"), List.of(network("10.1.0.0/16")));

        assertThat(holed.contains(NEAR)).isFalse();
        assertThat(holed.contains(InetAddress.ofLiteral("10.2.0.7"))).isTrue();
    }

    @Test
    void everywhereIsBothFamilies() {
        Authorization all = of(ClientNetwork.everywhere(), new Authentication.Unauthenticated());

        assertThat(all.admits(PLAIN)).isTrue();
        assertThat(all.admits(Peer.plaintext(InetAddress.ofLiteral("fd00::1")))).isTrue();
    }

    private static List<Peer> admitted(Authentication authentication) {
        return List.of(PLAIN, ANONYMOUS, MESHED).stream()
                .filter(authentication::admits)
                .toList();
    }

    private static Authorization of(List<ClientNetwork> networks, Authentication authentication) {
        return new Authorization(ResourceRef.ofDefault("test"), networks, authentication);
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}
