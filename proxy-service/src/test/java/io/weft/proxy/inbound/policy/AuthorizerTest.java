package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Network;
import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import io.weft.core.policy.Peer;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.PathMatch;
import io.weft.proxy.route.Requests;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 7: network match, authn, HTTP order, TCP. */
class AuthorizerTest {
    private static final ServerProtocol DETECT = new ServerProtocol.Detect(Duration.ofSeconds(10));
    private static final InetAddress POD = InetAddress.ofLiteral("10.42.0.9");
    private static final WorkloadIdentity WEB = WorkloadIdentity.of("web", "shop", "linkerd", "cluster.local");
    private static final Peer PLAIN = Peer.plaintext(POD);
    private static final Peer MESHED = Peer.meshed(POD, WEB);
    private static final Peer TLS_WITHOUT_CERTIFICATE = new Peer(POD, true, Optional.empty());

    @Test
    void unauthenticatedAdmitsEveryoneInItsNetworks() {
        ServerPolicy policy = server(authz("10.42.0.0/16", new Authentication.Unauthenticated()));

        assertThat(request(policy, PLAIN)).isInstanceOf(Verdict.Permit.class);
        assertThat(request(policy, Peer.plaintext(InetAddress.ofLiteral("10.43.0.1"))))
                .isInstanceOf(Verdict.Denial.class);
    }

    @Test
    void aHoleInANetworkDoesNotCount() {
        ClientNetwork holed = new ClientNetwork(
                Network.parse("10.42.0.0/16").orElseThrow(),
                List.of(Network.parse("10.42.0.8/30").orElseThrow()));
        ServerPolicy policy = server(
                new Authorization(ResourceRef.ofDefault("a"), List.of(holed), new Authentication.Unauthenticated()));

        assertThat(request(policy, PLAIN)).isInstanceOf(Verdict.Denial.class);
        assertThat(request(policy, Peer.plaintext(InetAddress.ofLiteral("10.42.1.1"))))
                .isInstanceOf(Verdict.Permit.class);
    }

    @Test
    void anyTlsNeedsNoIdentity() {
        ServerPolicy policy = server(authz("0.0.0.0/0", new Authentication.AnyTls()));

        assertThat(request(policy, TLS_WITHOUT_CERTIFICATE)).isInstanceOf(Verdict.Permit.class);
        assertThat(request(policy, PLAIN)).isInstanceOf(Verdict.Denial.class);
    }

    @Test
    void anEmptySuffixIsAnyIdentityAndNeverNone() {
        ServerPolicy policy = server(authz("0.0.0.0/0", Authentication.MeshIdentity.any()));

        assertThat(request(policy, MESHED)).isInstanceOf(Verdict.Permit.class);
        assertThat(request(policy, TLS_WITHOUT_CERTIFICATE)).isInstanceOf(Verdict.Denial.class);
        assertThat(request(policy, PLAIN)).isInstanceOf(Verdict.Denial.class);
    }

    @Test
    void aSuffixEndsAtALabel() {
        ServerPolicy shop = server(authz(
                "0.0.0.0/0",
                new Authentication.MeshIdentity(
                        List.of(new IdentityMatch.Suffix("shop.serviceaccount.identity.linkerd.cluster.local")))));
        WorkloadIdentity neighbour = WorkloadIdentity.of("web", "my-shop", "linkerd", "cluster.local");

        assertThat(request(shop, MESHED)).isInstanceOf(Verdict.Permit.class);
        assertThat(request(shop, Peer.meshed(POD, neighbour))).isInstanceOf(Verdict.Denial.class);
    }

    @Test
    void anExactIdentityIsNobodyElse() {
        ServerPolicy policy =
                server(authz("0.0.0.0/0", new Authentication.MeshIdentity(List.of(new IdentityMatch.Exact(WEB)))));

        assertThat(request(policy, MESHED)).isInstanceOf(Verdict.Permit.class);
        assertThat(request(policy, Peer.meshed(POD, WorkloadIdentity.of("api", "shop", "linkerd", "cluster.local"))))
                .isInstanceOf(Verdict.Denial.class);
    }

    @Test
    void theWorkloadItselfIsAlwaysAdmitted() {
        ServerPolicy nobody = server();

        assertThat(request(nobody, Peer.plaintext(InetAddress.ofLiteral("127.0.0.1"))))
                .isEqualTo(new Verdict.Permit(ResourceRef.ofDefault("default"), ResourceRef.ofDefault("localhost")));
        assertThat(request(nobody, Peer.plaintext(InetAddress.ofLiteral("127.0.0.2"))))
                .isInstanceOf(Verdict.Denial.class);
        assertThat(request(nobody, MESHED)).isInstanceOf(Verdict.Denial.class);
    }

    @Test
    void theFirstRouteThatTakesARequestJudgesIt() {
        InboundRoute probe = new InboundRoute(
                ResourceRef.ofDefault("probe"),
                new HttpMatch(Optional.empty(), PathMatch.exact("/healthz"), List.of(), List.of(), Optional.of("GET")),
                List.of(authz("0.0.0.0/0", new Authentication.Unauthenticated())),
                List.of());
        ServerPolicy policy = new ServerPolicy(
                ResourceRef.ofDefault("deny"), DETECT, List.of(), List.of(probe, InboundRoute.ofDefault()));

        assertThat(new Rulings(policy, PLAIN).request(Requests.head("GET", "web", "/healthz")))
                .isInstanceOf(Verdict.Permit.class);
        assertThat(new Rulings(policy, PLAIN).request(Requests.head("POST", "web", "/healthz")))
                .isEqualTo(new Verdict.Denial(ResourceRef.ofDefault("default")));
        assertThat(new Rulings(policy, PLAIN).request(Requests.head("GET", "web", "/healthz/more")))
                .isInstanceOf(Verdict.Denial.class);
    }

    @Test
    void aRequestNoRouteTakesIsNotDeniedButUnknown() {
        ServerPolicy policy = new ServerPolicy(ResourceRef.ofDefault("x"), DETECT, List.of(), List.of());

        assertThat(request(policy, MESHED)).isEqualTo(new Verdict.NoRoute());
    }

    @Test
    void nobodyIsJudgedByAPolicyThatCannotBeFollowed() {
        Peer itself = Peer.plaintext(InetAddress.ofLiteral("127.0.0.1"));

        assertThat(request(ServerPolicyTranslator.INVALID, itself)).isEqualTo(new Verdict.Invalid());
        assertThat(Authorizer.connection(ServerPolicyTranslator.INVALID, itself))
                .isEqualTo(new Verdict.Invalid());
    }

    @Test
    void purelyHttpPortsTakeNoBytes() {
        Authorization everyone = authz("0.0.0.0/0", new Authentication.Unauthenticated());
        for (ServerProtocol http :
                List.of(new ServerProtocol.Http1(), new ServerProtocol.Http2(), new ServerProtocol.Grpc())) {
            ServerPolicy policy = new ServerPolicy(ResourceRef.ofDefault("s"), http, List.of(everyone), List.of());
            assertThat(Authorizer.connection(policy, PLAIN)).isInstanceOf(Verdict.Denial.class);
        }
        for (ServerProtocol bytes : List.of(new ServerProtocol.Opaque(), new ServerProtocol.Tls(), DETECT)) {
            ServerPolicy policy = new ServerPolicy(ResourceRef.ofDefault("s"), bytes, List.of(everyone), List.of());
            assertThat(Authorizer.connection(policy, PLAIN)).isInstanceOf(Verdict.Permit.class);
        }
    }

    private static Verdict request(ServerPolicy policy, Peer peer) {
        return new Rulings(policy, peer).request(Requests.head("GET", "web", "/"));
    }

    private static ServerPolicy server(Authorization... authorizations) {
        return new ServerPolicy(
                ResourceRef.ofDefault("test"), DETECT, List.of(authorizations), List.of(InboundRoute.ofDefault()));
    }

    private static Authorization authz(String network, Authentication authentication) {
        return new Authorization(
                ResourceRef.ofDefault("a"),
                List.of(ClientNetwork.of(Network.parse(network).orElseThrow())),
                authentication);
    }
}
