package io.weft.kubernetes.feed.kubernetes;

import io.weft.kubernetes.feed.FeedScenarios;

/** What every feed must do, of an API server. */
class KubernetesScenariosTest extends FeedScenarios {
    @Override
    protected Source newSource() {
        return new FakeApiServer();
    }
}
