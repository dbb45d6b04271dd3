package io.weft.viz.metrics;

import static io.weft.viz.metrics.Shop.deployment;
import static io.weft.viz.metrics.Shop.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.window.Family;
import org.junit.jupiter.api.Test;

class EdgeQueryTest {
    private static final String[] SAW_CATALOG = {"tls", "true", "server_id", identity("catalog")};
    private static final String[] SAW_WEB = {"tls", "true", "client_id", identity("web")};

    private final Shop shop = new Shop().meshed("web").meshed("catalog");

    @Test
    void edgeIsSecuredIfBothEndsSayWhoTheOtherIs() {
        shop.outbound("web", "catalog", 9, SAW_CATALOG).inbound("catalog", 9, SAW_WEB);

        assertThat(shop.edges())
                .containsExactly(new EdgeJson(
                        deployment("web"),
                        deployment("catalog"),
                        identity("web"),
                        identity("catalog"),
                        "",
                        true,
                        9,
                        1.0,
                        0,
                        0,
                        0,
                        new TcpStatsJson(0, 0, 0),
                        20));
    }

    @Test
    void clientAloneCannotSecureAnEdge() {
        shop.outbound("web", "catalog", 9, SAW_CATALOG);

        assertNotSecured("not_confirmed_by_server");
    }

    @Test
    void serverMustHaveSeenThisClientAndNoOther() {
        shop.outbound("web", "catalog", 9, SAW_CATALOG)
                .inbound("catalog", 9, "tls", "true", "client_id", identity("votes"));

        assertNotSecured("not_confirmed_by_server");
    }

    @Test
    void identityMustBeTheDestinationsOwn() {
        shop.outbound("web", "catalog", 9, "tls", "true", "server_id", identity("votes"))
                .inbound("catalog", 9, SAW_WEB);

        assertNotSecured("identity_not_of_destination");
    }

    @Test
    void onePlaintextSeriesUnsecuresTheWholeEdge() {
        shop.outbound("web", "catalog", 9, SAW_CATALOG)
                .outbound(
                        "web", "catalog", 1, "tls", "no_identity", "no_tls_reason", "not_provided_by_service_discovery")
                .inbound("catalog", 9, SAW_WEB);

        assertNotSecured("not_provided_by_service_discovery");
    }

    @Test
    void plaintextToAnUnmeshedDestinationSaysWhy() {
        shop.unmeshed("legacy")
                .outbound(
                        "web", "legacy", 3, "tls", "no_identity", "no_tls_reason", "not_provided_by_service_discovery");

        assertNotSecured("not_provided_by_service_discovery");
    }

    @Test
    void namelessClientsAreOneEdgeOfTheServer() {
        shop.inbound("web", 4, "tls", "no_identity", "no_tls_reason", "no_tls_from_remote")
                .inbound(
                        "web",
                        2,
                        "tls",
                        "no_identity",
                        "no_tls_reason",
                        "no_tls_from_remote",
                        "classification",
                        "failure");

        assertThat(shop.edges()).singleElement().satisfies(edge -> {
            assertThat(edge.src()).isEqualTo(EdgeEnds.UNMESHED);
            assertThat(edge.dst()).isEqualTo(deployment("web"));
            assertThat(edge.secured()).isFalse();
            assertThat(edge.noIdentityMsg()).isEqualTo("not_provided_by_remote");
            assertThat(edge.requests()).isEqualTo(6);
            assertThat(edge.successRate()).isEqualTo(4 / 6.0);
        });
    }

    @Test
    void tlsWithoutAClientCertificateIsNameless() {
        shop.inbound("web", 4, "tls", "true", "client_id", "");

        assertThat(shop.edges()).singleElement().satisfies(edge -> {
            assertThat(edge.src()).isEqualTo(EdgeEnds.UNMESHED);
            assertThat(edge.noIdentityMsg()).isEqualTo("no_client_certificate");
        });
    }

    @Test
    void loopbackProbesAndOurOwnScrapesAndTapsAreNoEdges() {
        shop.inbound("web", 4, "tls", "no_identity", "no_tls_reason", "loopback")
                .tell("web", Family.READ_BYTES, 9, "direction", "inbound", "peer", "dst", "tls", "no_identity")
                .inbound(
                        "web",
                        4,
                        "tls",
                        "no_identity",
                        "no_tls_reason",
                        "no_tls_from_remote",
                        "route_kind",
                        "default",
                        "route_name",
                        "probe")
                .outbound("web", "catalog", 5, "tls", "disabled", "target_addr", "10.42.0.2:4191")
                .inbound("catalog", 5, "tls", "disabled", "target_addr", "10.42.0.2:4191")
                .outbound("web", "catalog", 5, "tls", "true", "target_addr", "10.42.0.2:4190");

        assertThat(shop.edges()).isEmpty();
    }

    @Test
    void clientThatHidesBehindTheReadyPathIsSeenIfItSpeaksTls() {
        shop.inbound("web", 4, "tls", "true", "route_kind", "default", "route_name", "probe")
                .tell("web", Family.READ_BYTES, 9, "direction", "inbound", "peer", "src", "tls", "true");

        assertThat(shop.edges()).singleElement().satisfies(edge -> {
            assertThat(edge.src()).isEqualTo(EdgeEnds.UNMESHED);
            assertThat(edge.requests()).isEqualTo(4);
            assertThat(edge.tcpStats().readBytesTotal()).isEqualTo(9);
        });
    }

    @Test
    void openConnectionOrItsBytesMakeAnEdgeWithoutRequests() {
        String[] there = {
            "direction",
            "outbound",
            "peer",
            "dst",
            "dst_namespace",
            "shop",
            "dst_deployment",
            "catalog",
            "tls",
            "true",
            "server_id",
            identity("catalog")
        };
        shop.tell("web", Family.OPEN_CONNECTIONS, 1, there)
                .tell(
                        "catalog",
                        Family.OPEN_CONNECTIONS,
                        1,
                        "direction",
                        "inbound",
                        "peer",
                        "src",
                        "tls",
                        "true",
                        "client_id",
                        identity("web"));

        assertThat(shop.edges()).singleElement().satisfies(edge -> {
            assertThat(edge.secured()).isTrue();
            assertThat(edge.requests()).isZero();
            assertThat(edge.successRate()).isNull();
            assertThat(edge.tcpStats().openConnections()).isEqualTo(1);
        });
    }

    @Test
    void connectionsOfAPortThatOnlyProbesCalledAreProbesToo() {
        String[] nameless = {
            "direction",
            "inbound",
            "peer",
            "src",
            "tls",
            "no_identity",
            "no_tls_reason",
            "no_tls_from_remote",
            "target_addr",
            "10.42.0.1:8080"
        };
        shop.tell("web", Family.READ_BYTES, 9, nameless);
        assertThat(shop.edges())
                .as("opaque traffic of a client without a sidecar")
                .hasSize(1);

        shop.inbound(
                "web",
                4,
                "tls",
                "no_identity",
                "no_tls_reason",
                "no_tls_from_remote",
                "target_addr",
                "10.42.0.1:8080",
                "route_kind",
                "default",
                "route_name",
                "probe");
        assertThat(shop.edges()).isEmpty();

        shop.inbound(
                "web", 1, "tls", "no_identity", "no_tls_reason", "no_tls_from_remote", "target_addr", "10.42.0.1:8080");
        assertThat(shop.edges()).hasSize(1);
    }

    @Test
    void namespaceOfEitherEndSelects() {
        shop.outbound("web", "catalog", 9, SAW_CATALOG);

        assertThat(shop.edges("shop")).hasSize(1);
        assertThat(shop.edges("other")).isEmpty();
    }

    private void assertNotSecured(String reason) {
        assertThat(shop.edges()).singleElement().satisfies(edge -> {
            assertThat(edge.secured()).isFalse();
            assertThat(edge.noIdentityMsg()).isEqualTo(reason);
        });
    }
}
