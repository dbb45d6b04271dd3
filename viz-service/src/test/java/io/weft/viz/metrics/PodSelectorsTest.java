package io.weft.viz.metrics;

import static io.weft.viz.metrics.Shop.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.metrics.PodSelectors.Selector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a manifest selects the pods of a workload. */
class PodSelectorsTest {
    private final Shop shop = new Shop();

    @Test
    void aCustomaryLabelThatSelectsNobodyElseIsEnough() {
        shop.workload("web", 1, "", Map.of("app", "web", "version", "1"));
        shop.workload("votes", 1, "", Map.of("app", "votes", "version", "1"));

        assertThat(shop.selectors().of(deployment("web"))).isEqualTo(new Selector(Map.of("app", "web"), List.of()));
    }

    @Test
    void whereItSelectsOthersAllThatThePodsHaveInCommonIsNeeded() {
        shop.workload("web", 1, "", Map.of("app", "shop", "tier", "front", "zone", "a", "pod-template-hash", "x"));
        shop.workload("web", 2, "", Map.of("app", "shop", "tier", "front", "zone", "b", "pod-template-hash", "y"));
        shop.workload("votes", 1, "", Map.of("app", "shop", "tier", "back"));

        assertThat(shop.selectors().of(deployment("web")))
                .isEqualTo(new Selector(Map.of("app", "shop", "tier", "front"), List.of()));
    }

    @Test
    void othersThatCannotBeToldApartAreNamed() {
        shop.workload("web", 1, "", Map.of("app", "shop"));
        shop.workload("votes", 1, "", Map.of("app", "shop", "tier", "back"));

        assertThat(shop.selectors().of(deployment("web")))
                .isEqualTo(new Selector(Map.of("app", "shop"), List.of(deployment("votes"))));
    }

    @Test
    void podsWithNoLabelsOfTheirManifestCannotBeSelected() {
        shop.workload("web", 1, "", Map.of("linkerd.io/control-plane-ns", "linkerd", "pod-template-hash", "x"));

        assertThat(shop.selectors().of(deployment("web"))).isEqualTo(new Selector(Map.of(), List.of()));
    }
}
