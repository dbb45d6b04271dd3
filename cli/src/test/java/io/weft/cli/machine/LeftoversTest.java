package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final ProcessId LIVING = new ProcessId(10, 100, "boot");
    private static final ProcessId DEAD = new ProcessId(11, 110, "boot");
    private static final String NET = "weft-0-net";

    @Test
    void nothingIsLeftWhereAllLive() {
        Leftovers leftovers = decide(new Leftovers.Inventory(
                List.of(bridge(LIVING), runner(LIVING, "shop.web-1", Set.of("shop.web"))),
                List.of(NET, "weft-0-shop.web-1"),
                List.of("pod.shop.web-1.yaml", "service.shop.web.yaml"),
                List.of("shop.web-1")));

        assertThat(leftovers).isEqualTo(new Leftovers(List.of(), List.of(), List.of(), List.of(), false));
    }

    @Test
    void deadRunnersLeaveEverythingTheyMade() {
        Leftovers leftovers = decide(new Leftovers.Inventory(
                List.of(bridge(DEAD), runner(DEAD, "shop.web-1", Set.of("shop.web"))),
                List.of(NET, "weft-0-shop.web-1"),
                List.of("pod.shop.web-1.yaml", "service.shop.web.yaml"),
                List.of("shop.web-1")));

        assertThat(leftovers)
                .isEqualTo(new Leftovers(
                        List.of(NET, "weft-0-shop.web-1"),
                        List.of("pod.shop.web-1.yaml", "service.shop.web.yaml"),
                        List.of("shop.web-1"),
                        List.of(NET, "weft-0-shop.web-1"),
                        true));
    }

    @Test
    void bridgeStaysForAWorkloadThatOutlivesTheMesh() {
        Leftovers leftovers = decide(new Leftovers.Inventory(
                List.of(bridge(DEAD), runner(LIVING, "shop.web-1", Set.of())),
                List.of(NET, "weft-0-shop.web-1"),
                List.of(),
                List.of()));

        assertThat(leftovers.namespaces()).isEmpty();
        assertThat(leftovers.records()).containsExactly(NET);
        assertThat(leftovers.up()).isTrue();
    }

    @Test
    void serviceStaysWhileAnyReplicaNeedsIt() {
        Leftovers leftovers = decide(new Leftovers.Inventory(
                List.of(
                        runner(DEAD, "shop.web-1", Set.of("shop.web")),
                        runner(LIVING, "shop.web-2", Set.of("shop.web"))),
                List.of(),
                List.of("service.shop.web.yaml", "service.shop.other.yaml"),
                List.of()));

        assertThat(leftovers.manifests()).containsExactly("service.shop.other.yaml");
    }

    @Test
    void namespaceWithoutARecordIsALeftover() {
        Leftovers leftovers = decide(new Leftovers.Inventory(
                List.of(bridge(LIVING)), List.of(NET, "weft-0-shop.web-1"), List.of(), List.of("shop.web-1")));

        assertThat(leftovers.namespaces()).containsExactly("weft-0-shop.web-1");
        assertThat(leftovers.workloads()).containsExactly("shop.web-1");
    }

    @Test
    void processWithTheSameNumberButAnotherStartIsAnotherProcess() {
        ProcessId reused = new ProcessId(LIVING.pid(), LIVING.startTime() + 1, "boot");

        assertThat(decide(new Leftovers.Inventory(
                                List.of(runner(reused, "shop.web-1", Set.of())),
                                List.of("weft-0-shop.web-1"),
                                List.of(),
                                List.of()))
                        .namespaces())
                .containsExactly("weft-0-shop.web-1");
    }

    private static Leftovers decide(Leftovers.Inventory inventory) {
        return Leftovers.decide(inventory, NET, LIVING::equals);
    }

    private static Runner bridge(ProcessId process) {
        return runner(process, NET, null, Set.of());
    }

    private static Runner runner(ProcessId process, String pod, Set<String> services) {
        return runner(process, "weft-0-" + pod, pod, services);
    }

    private static Runner runner(ProcessId process, String namespace, @Nullable String pod, Set<String> services) {
        return new Runner(process, namespace, pod, null, services);
    }
}
