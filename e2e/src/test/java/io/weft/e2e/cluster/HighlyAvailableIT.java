package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Three of everything: nodes may be drained, and no pod of a meshed namespace begins without its sidecar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InstalledBy(Installation.HIGHLY_AVAILABLE)
@ExtendWith(SharedMesh.OfTheRun.class)
class HighlyAvailableIT {
    private static final String INJECTOR = "linkerd-proxy-injector";
    private static final int REPLICAS = 3;

    private final SharedMesh mesh;
    private @Nullable NodeDrain spare;

    HighlyAvailableIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    /** Where there are several nodes, keeps the shop off one of them, which can then be drained. */
    @BeforeAll
    void openShop() {
        List<Node> nodes = mesh.client.nodes().list().getItems();
        if (nodes.size() > 1) {
            NodeDrain free =
                    new NodeDrain(mesh.client, nodes.getLast().getMetadata().getName());
            spare = free;
            free.cordon(true);
        }
        mesh.shop();
        Optional.ofNullable(spare).ifPresent(node -> node.cordon(false));
    }

    @AfterAll
    void openNode() {
        Optional.ofNullable(spare).ifPresent(node -> node.cordon(false));
    }

    @Test
    void thereAreThreeOfEachAndOneMayBeAway() {
        mesh.awaitDeployments(SharedMesh.CONTROL_PLANE);

        assertThat(mesh.client
                        .apps()
                        .deployments()
                        .inNamespace(SharedMesh.CONTROL_PLANE)
                        .list()
                        .getItems())
                .hasSize(REPLICAS)
                .allSatisfy(
                        each -> assertThat(each.getStatus().getReadyReplicas()).isEqualTo(REPLICAS));
        Eventually.is(
                "how many pods each budget lets go",
                List.of(1, 1, 1),
                () -> budgets().stream()
                        .map(budget -> budget.getStatus().getDisruptionsAllowed())
                        .toList());
        assertThat(mesh.linkerd("check").out()).contains("√ multiple replicas of control plane pods");
    }

    private List<PodDisruptionBudget> budgets() {
        return mesh.client
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .list()
                .getItems();
    }

    @Test
    void drainOfANodeFailsNoRequestAndLeavesNoPodWithoutASidecar() {
        mesh.awaitDeployments(SharedMesh.CONTROL_PLANE);
        ShopLoad load = new ShopLoad(mesh, mesh.shop()).begun();
        JsonNode before = load.counts();
        NodeDrain node = Objects.requireNonNullElseGet(spare, this::onlyNode);
        List<Pod> leaving = node.pods().stream().filter(leaves()).toList();
        assertThat(leaving).isNotEmpty();

        long begin = System.nanoTime();
        node.cordon(spare != null);
        node.evict(leaving);
        assertThat(created("during-drain")).contains("linkerd-proxy");
        mesh.awaitDeployments(SharedMesh.CONTROL_PLANE);
        System.out.println("drained " + node.node() + " of " + leaving.size() + " pods, and all are back: "
                + (System.nanoTime() - begin) / 1_000_000_000 + " s");
        node.cordon(false);

        load.failedNoneSince(before);
    }

    private NodeDrain onlyNode() {
        return new NodeDrain(
                mesh.client,
                mesh.client.nodes().list().getItems().getFirst().getMetadata().getName());
    }

    /** From a node that others replace everything but what belongs to the node itself; from the only one the control plane. */
    private Predicate<Pod> leaves() {
        return spare == null
                ? pod -> pod.getMetadata().getNamespace().equals(SharedMesh.CONTROL_PLANE)
                : pod -> pod.getMetadata().getOwnerReferences().stream()
                        .noneMatch(owner -> owner.getKind().equals("DaemonSet")
                                || owner.getKind().equals("Node"));
    }

    @Test
    void withoutAnInjectorPodsOfTheMeshDoNotBeginAndOthersDo() {
        scale(0);
        try {
            Eventually.is("injectors", 0, this::injectors);

            assertThatThrownBy(() -> created("too-early")).hasMessageContaining("failed calling webhook");
            assertThat(mesh.client
                            .resource(pod("kube-system", "not-of-the-mesh"))
                            .dryRun()
                            .create()
                            .getSpec()
                            .getInitContainers())
                    .isEmpty();
        } finally {
            scale(REPLICAS);
        }
        mesh.awaitDeployments(SharedMesh.CONTROL_PLANE);
        assertThat(created("in-time")).contains("linkerd-proxy");
    }

    private int injectors() {
        return mesh.client
                .pods()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .withLabel("linkerd.io/control-plane-component", "proxy-injector")
                .list()
                .getItems()
                .size();
    }

    private void scale(int replicas) {
        mesh.client
                .apps()
                .deployments()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .withName(INJECTOR)
                .scale(replicas);
    }

    /** The init containers that a pod of the shop would have. */
    private List<String> created(String name) {
        return mesh.client.resource(pod(mesh.shop(), name)).dryRun().create().getSpec().getInitContainers().stream()
                .map(Container::getName)
                .toList();
    }

    private static Pod pod(String namespace, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("cr.weft.io/weft/examples:0.1.0")
                .withArgs("catalog")
                .endContainer()
                .endSpec()
                .build();
    }
}
