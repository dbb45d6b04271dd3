package io.weft.viz.metrics;

import static io.weft.viz.metrics.Shop.deployment;
import static io.weft.viz.metrics.Shop.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.window.Family;
import org.junit.jupiter.api.Test;

class MeshQueryTest {
    private static final ResourceName NOBODY = new ResourceName("", "", "");
    private static final double SECONDS = Shop.WATCHED.toSeconds();

    private final Shop shop = new Shop().meshed("web").meshed("votes");

    @Test
    void everyOwnerHasARowAndKnowsItsPods() {
        shop.inbound("votes", 7);

        MeshJson mesh = shop.mesh();

        assertThat(mesh.workloads())
                .extracting(StatRowJson::resource)
                .containsExactly(deployment("votes"), deployment("web"));
        assertThat(mesh.pods())
                .extracting(
                        pod -> pod.owner().name() + " " + pod.row().resource().name())
                .containsExactly("votes votes-1", "web web-1");
    }

    @Test
    void failuresAreToldByCauseTheMostFrequentFirstAndRefusalsAfterThem() {
        String client = identity("web");
        shop.inbound("votes", 1, "classification", "failure", "status_code", "503", "error", "fail_fast")
                .inbound("votes", 3, "classification", "failure", "status_code", "500", "client_id", client)
                .inbound("votes", 9, "status_code", "422", "client_id", client)
                .inbound("votes", 90, "status_code", "200", "client_id", client);

        ResourceName peer = new ResourceName("", "", client);
        assertThat(shop.mesh().failures())
                .containsExactly(
                        new FailureJson(deployment("votes"), "inbound", peer, "500", "", "", false, 3, SECONDS),
                        new FailureJson(
                                deployment("votes"), "inbound", NOBODY, "503", "", "fail_fast", false, 1, SECONDS),
                        new FailureJson(deployment("votes"), "inbound", peer, "422", "", "", true, 9, SECONDS));
    }

    @Test
    void refusalsOfGrpcAreToldThoughTheirHttpStatusIsFine() {
        shop.inbound("votes", 2, "status_code", "200", "grpc_status", "9")
                .inbound("votes", 20, "status_code", "200", "grpc_status", "0");

        assertThat(shop.mesh().failures())
                .containsExactly(
                        new FailureJson(deployment("votes"), "inbound", NOBODY, "200", "9", "", true, 2, SECONDS));
    }

    @Test
    void callerSaysWhomItCouldNotReach() {
        shop.outbound("web", "votes", 2, "classification", "failure", "error", "connect");

        assertThat(shop.mesh().failures())
                .containsExactly(new FailureJson(
                        deployment("web"), "outbound", deployment("votes"), "", "", "connect", false, 2, SECONDS));
    }

    @Test
    void decisionsNameTheServerAndWhatLetTheClientIn() {
        String[] server = {
            "direction", "inbound", "srv_kind", "server", "srv_name", "votes", "target_addr", "10.1.0.2:80"
        };
        shop.tell(
                        "votes",
                        Family.REQUESTS_ALLOWED,
                        5,
                        Shop.join(
                                server,
                                "authz_kind",
                                "authorizationpolicy",
                                "authz_name",
                                "web-may",
                                "tls",
                                "true",
                                "client_id",
                                identity("web")))
                .tell("votes", Family.CONNECTIONS_DENIED, 2, Shop.join(server, "tls", "no_identity"));

        assertThat(shop.mesh().decisions())
                .containsExactly(
                        new DecisionJson(
                                deployment("votes"),
                                "",
                                false,
                                "10.1.0.2:80",
                                "server/votes",
                                "",
                                false,
                                false,
                                2,
                                SECONDS),
                        new DecisionJson(
                                deployment("votes"),
                                identity("web"),
                                true,
                                "10.1.0.2:80",
                                "server/votes",
                                "authorizationpolicy/web-may",
                                true,
                                true,
                                5,
                                SECONDS));
        assertThat(shop.edges()).as("a decision is no traffic").isEmpty();
    }

    @Test
    void probesAreNobodysDecision() {
        shop.tell(
                "votes",
                Family.REQUESTS_ALLOWED,
                5,
                "direction",
                "inbound",
                "route_kind",
                "default",
                "route_name",
                "probe");

        assertThat(shop.mesh().decisions()).isEmpty();
    }
}
