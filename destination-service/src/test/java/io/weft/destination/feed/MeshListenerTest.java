package io.weft.destination.feed;

import static io.weft.destination.cluster.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.answers.Watch;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.Settings;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.policy.InboundQuestion;
import io.weft.destination.policy.ServedPort;
import io.weft.kubernetes.feed.Delivery;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeshListenerTest {
    private static final InboundQuestion PORT = new InboundQuestion(WorkloadId.pod("shop", "web-1"), 8080);

    private final MeshIndex index = new MeshIndex(Settings.USUAL, Settings.into(new ArrayList<>()));
    private final Delivery feed = new Delivery(new MeshListener(index));

    @Test
    void serverIsNeverSeenWithoutThePoliciesThatComeAndGoWithIt() {
        feed.reset(there(
                List.of(pod("shop", "web-1").label("app", "web").ip("10.42.0.1").build())));
        List<Resource> objects = Manifests.read(Manifests.GUARDED_WEB);
        List<Integer> authorizations = new ArrayList<>();
        try (Watch<Optional<ServedPort>> port = index.inbound().watch(PORT)) {
            port.latest()
                    .subscribe(
                            Runnable::run,
                            policy -> authorizations.add(policy.orElseThrow()
                                    .policy()
                                    .authorizations()
                                    .size()));
            int usual = authorizations.getFirst();

            feed.changes(there(objects));
            assertThat(port.latest().get().orElseThrow().policy().server().name())
                    .isEqualTo("web");
            assertThat(authorizations).as("applied").containsExactly(usual, 1);

            Map<ResourceId, Optional<Resource>> gone = new HashMap<>();
            objects.forEach(object -> gone.put(object.id(), Optional.empty()));
            feed.changes(gone);
            assertThat(authorizations).as("and deleted").containsExactly(usual, 1, usual);
        }
    }

    private static Map<ResourceId, Optional<Resource>> there(List<? extends Resource> objects) {
        Map<ResourceId, Optional<Resource>> changes = new HashMap<>();
        objects.forEach(object -> changes.put(object.id(), Optional.of(object)));
        return changes;
    }
}
