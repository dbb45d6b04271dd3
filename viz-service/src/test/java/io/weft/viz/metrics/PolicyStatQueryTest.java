package io.weft.viz.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weft.viz.window.Family;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** viz, 3.1: server, serverauthorization, authorizationpolicy, httproute. */
class PolicyStatQueryTest {
    private static final String[] SERVER = {"srv_kind", "server", "srv_name", "web"};
    private static final String[] ROUTE = Shop.join(SERVER, "route_kind", "HTTPRoute", "route_name", "items");
    private static final String[] ADMITTED =
            Shop.join(ROUTE, "authz_kind", "serverauthorization", "authz_name", "guests");
    private static final ResourceName NONE = new ResourceName("shop", "", "");
    private static final ResourceName WEB = new ResourceName("shop", "server", "web");

    private final Shop shop =
            new Shop().meshed("web").workload("catalog", 1, Shop.identity("catalog"), Map.of("tier", "back"));

    @ParameterizedTest
    @CsvSource({
        "AUTHORIZATIONPOLICY, authorizationpolicy authorizationpolicies ap authzpolicy",
        "HTTPROUTE,           httproute httproutes",
        "SERVER,              server servers srv",
        "SERVERAUTHORIZATION, serverauthorization serverauthorizations saz serverauthz srvauthz",
    })
    void typesHaveTheNamesOfTheSheet(PolicyType type, String names) {
        assertThat(names.split(" ", -1)).allMatch(name -> PolicyType.find(name).equals(Optional.of(type)));
    }

    @Test
    void serverHasWhatCameToItAndWhatWasTurnedAway() {
        shop.inbound("web", 7, ADMITTED)
                .inbound("catalog", 1, Shop.join(ADMITTED, "classification", "failure"))
                .tell("web", Family.REQUESTS_ALLOWED, 7, ADMITTED)
                .tell("catalog", Family.REQUESTS_DENIED, 3, ROUTE)
                .tell("web", Family.OPEN_CONNECTIONS, 2, Shop.join(SERVER, "direction", "inbound", "peer", "src"))
                .inbound("web", 99, "srv_kind", "default", "srv_name", "web");

        assertThat(shop.policies(PolicyType.SERVER, "", ""))
                .containsExactly(new StatRowJson(
                        WEB,
                        "1m",
                        "",
                        0,
                        0,
                        0,
                        new BasicStatsJson(7, 1, 0, 0, 0, 0, 0),
                        new TcpStatsJson(2, 0, 0),
                        null,
                        new ServerStatsJson(7, 3, WEB, NONE, NONE),
                        "none",
                        Shop.WATCHED.toSeconds(),
                        Map.of()));
    }

    @Test
    void routeHasARowAtEachServer() {
        ResourceName items = new ResourceName("shop", "httproute", "items");
        ResourceName admin = new ResourceName("shop", "server", "admin");
        shop.inbound("web", 7, ADMITTED)
                .inbound("web", 2, Shop.join(ADMITTED, "srv_name", "admin"))
                .tell("web", Family.REQUESTS_DENIED, 3, ROUTE)
                .inbound("web", 99, Shop.join(SERVER, "route_kind", "default", "route_name", "default"));

        assertThat(shop.policies(PolicyType.HTTPROUTE, "items", ""))
                .extracting(StatRowJson::resource, StatRowJson::srvStats, StatRowJson::tcpStats)
                .containsExactly(
                        tuple(items, new ServerStatsJson(0, 0, admin, items, NONE), null),
                        tuple(items, new ServerStatsJson(0, 3, WEB, items, NONE), null));
    }

    @Test
    void authorizationHasWhatItLetIn() {
        ResourceName guests = new ResourceName("shop", "serverauthorization", "guests");
        shop.tell("web", Family.REQUESTS_ALLOWED, 7, ADMITTED).tell("web", Family.REQUESTS_DENIED, 3, ROUTE);

        assertThat(shop.policies(PolicyType.SERVERAUTHORIZATION, "", ""))
                .extracting(StatRowJson::srvStats)
                .containsExactly(new ServerStatsJson(7, 0, NONE, NONE, guests));
        assertThat(shop.policies(PolicyType.AUTHORIZATIONPOLICY, "", "")).isEmpty();
    }

    @Test
    void onlyPodsThatAreLabelledSoCountAndOnlyPoliciesOfThatName() {
        shop.inbound("web", 7, ADMITTED).inbound("catalog", 5, ADMITTED);

        assertThat(shop.policies(PolicyType.SERVER, "web", "tier=back"))
                .extracting(StatRowJson::stats)
                .containsExactly(new BasicStatsJson(5, 0, 0, 0, 0, 0, 0));
        assertThat(shop.policies(PolicyType.SERVER, "other", "")).isEmpty();
    }
}
