package io.weft.viz.metrics;

import static io.weft.viz.metrics.Shop.deployment;
import static io.weft.viz.metrics.Shop.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.metrics.DefaultDenyJson.Caller;
import io.weft.viz.metrics.DefaultDenyJson.Port;
import io.weft.viz.window.Family;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** crds, 3.2 and 3.3: what a default lets in. */
class DefaultDenyQueryTest {
    private static final String[] BY_DEFAULT = {
        "target_addr", "10.42.0.2:8080", "srv_kind", "default", "srv_name", "all-unauthenticated",
        "authz_kind", "default", "authz_name", "all-unauthenticated", "direction", "inbound"
    };
    private static final String[] BY_ACCESS_POLICY = {
        "target_addr",
        "10.42.0.2:8080",
        "srv_kind",
        "server",
        "srv_name",
        "web",
        "authz_kind",
        "default",
        "authz_name",
        "audit"
    };
    private static final String[] BY_AUTHORIZATION = {
        "target_addr",
        "10.42.0.2:8080",
        "srv_kind",
        "server",
        "srv_name",
        "web",
        "authz_kind",
        "authorizationpolicy",
        "authz_name",
        "readers"
    };

    private final Shop shop = new Shop().meshed("load").workload("web", 1, identity("web"), Map.of("app", "web"));

    private static String[] from(String client, String[] rule) {
        return Shop.join(rule, "tls", "true", "client_id", identity(client));
    }

    private static String[] nameless(String[] rule, String... more) {
        return Shop.join(Shop.join(rule, "tls", "no_identity", "client_id", ""), more);
    }

    @Test
    void callersOfAPortWithoutAServerLoseAccessWhateverTheyProved() {
        shop.tell("web", Family.REQUESTS_ALLOWED, 40, from("load", BY_DEFAULT))
                .tell("web", Family.REQUESTS_ALLOWED, 2, nameless(BY_DEFAULT));

        assertThat(shop.defaultDeny())
                .containsExactly(new Port(
                        deployment("web"),
                        "8080",
                        "all-unauthenticated",
                        "",
                        "http",
                        List.of(
                                new Caller("", false, List.of(), 2, 0, Shop.WATCHED.toSeconds()),
                                new Caller(
                                        identity("load"),
                                        true,
                                        List.of(deployment("load")),
                                        40,
                                        0,
                                        Shop.WATCHED.toSeconds())),
                        Map.of("app", "web"),
                        List.of()));
    }

    @Test
    void whoIsConnectedLosesAccessHoweverLongAgoItWasLetIn() {
        shop.tell("web", Family.OPEN_CONNECTIONS, 3, Shop.join(from("load", BY_DEFAULT), "peer", "src"));

        assertThat(shop.defaultDeny())
                .extracting(port ->
                        port.protocol() + " " + port.callers().getFirst().openConnections())
                .containsExactly("unknown 3");
    }

    @Test
    void whomAnAuthorizationNamesStaysAndWhomAnAccessPolicyLetsInDoesNot() {
        shop.tell("web", Family.REQUESTS_ALLOWED, 40, from("load", BY_AUTHORIZATION))
                .tell("web", Family.CONNECTIONS_ALLOWED, 2, nameless(BY_ACCESS_POLICY));

        assertThat(shop.defaultDeny())
                .extracting(port -> port.server() + " " + port.policy() + " " + port.protocol() + " "
                        + port.callers().size())
                .containsExactly("web audit opaque 1");
    }

    @Test
    void probesOwnScrapesTheWorkloadItselfAndWhoIsTurnedAwayAreNoLoss() {
        String[] denying = Shop.join(BY_DEFAULT, "srv_name", "deny");
        shop.tell(
                        "web",
                        Family.REQUESTS_ALLOWED,
                        9,
                        nameless(BY_DEFAULT, "route_kind", "default", "route_name", "probe"))
                .tell(
                        "web",
                        Family.REQUESTS_ALLOWED,
                        9,
                        from("load", Shop.join(BY_DEFAULT, "target_addr", "10.42.0.2:4191")))
                .tell(
                        "web",
                        Family.OPEN_CONNECTIONS,
                        1,
                        nameless(BY_DEFAULT, "peer", "dst", "no_tls_reason", "loopback"))
                .tell("web", Family.OPEN_CONNECTIONS, 1, from("load", denying))
                .tell("web", Family.REQUESTS_DENIED, 9, from("load", denying));

        assertThat(shop.defaultDeny()).isEmpty();
    }
}
