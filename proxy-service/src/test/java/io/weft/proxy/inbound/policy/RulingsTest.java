package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.Peer;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.PathMatch;
import io.weft.proxy.route.Requests;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Servers differ in how they read a path, and nobody is to get past a route by that. */
    @ParameterizedTest
    @ValueSource(strings = {"/admin", "//admin", "/%61dmin/x", "/public/../admin", "/public/..;/admin", "/./admin?x"})
    void whatAServerMayReadAsAnotherPathHasToBePermittedThereToo(String target) {
        InboundRoute closed = route("admin", "/admin", List.of());
        Rulings all = new Rulings(routed(closed, route("all", "/", everyone())), CLIENT);

        assertThat(all.request(Requests.head("GET", "web", target)))
                .isEqualTo(new Verdict.Denial(ResourceRef.ofDefault("admin")));
    }

    @Test
    void pathsThatLeadOutOfTheOnlyRouteLeadNowhere() {
        Rulings rulings = new Rulings(routed(route("public", "/public", everyone())), CLIENT);

        assertThat(rulings.request(Requests.head("GET", "web", "/public/../admin")))
                .isEqualTo(new Verdict.NoRoute());
        assertThat(rulings.request(Requests.head("GET", "web", "/public/x/../y")))
                .isInstanceOf(Verdict.Permit.class);
        assertThat(rulings.request(Requests.head("GET", "web", "/public/a%2Fb;c")))
                .isInstanceOf(Verdict.Permit.class);
    }

    private static InboundRoute route(String name, String prefix, List<Authorization> authorizations) {
        HttpMatch match =
                new HttpMatch(Optional.empty(), PathMatch.prefix(prefix), List.of(), List.of(), Optional.empty());
        return new InboundRoute(ResourceRef.ofDefault(name), match, authorizations, List.of());
    }

    private static ServerPolicy routed(InboundRoute... routes) {
        return new ServerPolicy(ResourceRef.ofDefault("test"), new ServerProtocol.Http1(), List.of(), List.of(routes));
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
