package io.weft.service.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.FeedStatus;
import io.weft.kubernetes.feed.FeedStatus.Away;
import io.weft.kubernetes.feed.FeedStatus.ToleratedField;
import io.weft.kubernetes.feed.IgnoredDocument;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.resource.ResourceKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FeedJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void whatIsKnownIsCountedByKindAndWhatWasRefusedIsToldWithItsPlaceAndReason() {
        FeedStatus status = new FeedStatus(
                true,
                Optional.of(new Away(Duration.ofMillis(1500), "gone")),
                List.of(new RefusedDocument("a.yaml", 3, "spec.port", "no port")),
                List.of(new IgnoredDocument("a.yaml", 9, "apps/v1 Deployment")),
                List.of(new ToleratedField("Server shop/web", "spec.colour")),
                Map.of(ResourceKind.SERVER, 2, ResourceKind.POD, 1));

        assertThat(JSON.valueToTree(FeedJson.of(status)).toString())
                .isEqualTo(JSON.readTree("""
                        {"loaded":true,"away":{"reason":"gone","ageSeconds":1.5},
                         "known":{"Pod":1,"Server.policy.linkerd.io":2},
                         "refused":[{"file":"a.yaml","line":3,"field":"spec.port","reason":"no port"}],
                         "ignored":[{"file":"a.yaml","line":9,"kind":"apps/v1 Deployment"}],
                         "tolerated":[{"object":"Server shop/web","field":"spec.colour"}]}""").toString());
    }

    @Test
    void sourceInSightIsNotCalledAway() {
        FeedStatus status = new FeedStatus(true, Optional.empty(), List.of(), List.of(), List.of(), Map.of());
        assertThat(JSON.valueToTree(FeedJson.of(status)).has("away")).isFalse();
    }
}
