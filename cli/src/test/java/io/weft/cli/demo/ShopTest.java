package io.weft.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weft.cli.machine.WorkloadSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShopTest {
    private final Shop shop = new Shop("linkerd");
    private final List<WorkloadSpec> all =
            Stream.concat(shop.servers().stream(), shop.generators().stream()).toList();

    @Test
    void fourWorkloadsAreMeshedAndTheCallerIsNot() {
        assertThat(all)
                .filteredOn(WorkloadSpec::injected)
                .extracting(WorkloadSpec::name)
                .containsExactly("catalog", "votes", "web", "load");
        assertThat(all)
                .filteredOn(spec -> !spec.injected())
                .extracting(WorkloadSpec::name)
                .containsExactly("caller");
    }

    @Test
    void everyMeshedWorkloadProvesItsOwnServiceAccount() {
        assertThat(all)
                .filteredOn(WorkloadSpec::injected)
                .allSatisfy(spec -> assertThat(shop.identities())
                        .containsEntry(
                                "shop/" + spec.name(),
                                spec.serviceAccount() + ".shop.serviceaccount.identity.linkerd.cluster.local"));
    }

    @Test
    void atLeastThreeEdgesMustBeSecuredAndThePlaintextOneIsLast() {
        assertThat(shop.edges()).filteredOn(ExpectedEdge::secured).hasSizeGreaterThanOrEqualTo(3);
        assertThat(shop.edges().getLast()).isEqualTo(ExpectedEdge.plaintext("shop/caller", "shop/web"));
    }

    @Test
    void routesOfWhatRefusesVotesHaveNames() {
        assertThat(ShopRoutes.documents())
                .extracting("kind", "metadata")
                .containsExactly(
                        tuple("ServiceProfile", Map.of("namespace", "shop", "name", "web.shop.svc.cluster.local")),
                        tuple("GRPCRoute", Map.of("namespace", "shop", "name", "cast-vote")),
                        tuple("GRPCRoute", Map.of("namespace", "shop", "name", "follow-results")));
    }
}
