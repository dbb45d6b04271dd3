package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.Peer;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.route.Requests;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulingsTest {
    private static final Peer CLIENT = Peer.plaintext(InetAddress.ofLiteral("10.42.0.7"));

    @Test
    void verdictOnARouteIsReachedOnce() {
        Rulings rulings = new Rulings(policy(everyone()), CLIENT);

        Verdict first = rulings.request(Requests.head("GET", "web", "/"));

        assertThat(first).isInstanceOf(Verdict.Permit.class);
        assertThat(rulings.request(Requests.head("POST", "web", "/other"))).isSameAs(first);
    }

    @Test
    void anotherPolicyIsJudgedAfreshAndTheSameOneIsNot() {
        ServerPolicy open = policy(everyone());
        Rulings rulings = new Rulings(open, CLIENT);
        rulings.request(Requests.head("GET", "web", "/"));

        assertThat(rulings.under(open)).isSameAs(rulings);
        assertThat(rulings.under(policy(List.of())).request(Requests.head("GET", "web", "/")))
                .isInstanceOf(Verdict.Denial.class);
    }

    private static List<Authorization> everyone() {
        return List.of(new Authorization(
                ResourceRef.ofDefault("everyone"), ClientNetwork.everywhere(), new Authentication.Unauthenticated()));
    }

    private static ServerPolicy policy(List<Authorization> authorizations) {
        return new ServerPolicy(
                ResourceRef.ofDefault("test"),
                new ServerProtocol.Http1(),
                authorizations,
                List.of(InboundRoute.ofDefault()));
    }
}
