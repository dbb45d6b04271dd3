package io.weft.cli.tap;

import io.weft.cli.cluster.Cluster;
import java.util.function.Consumer;

/** Tap of a mesh in a cluster: through its API server, as the user that it knows. */
record ClusterTap(Cluster cluster) implements TapSource {
    @Override
    public String currentNamespace() {
        return cluster.currentNamespace();
    }

    @Override
    public void look(TapQuestion question, Consumer<TapEvent> events) {
        cluster.post(
                TapAnswer.path(question),
                TapTranslator.request(question),
                (status, body) -> TapAnswer.read(status, body, events));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
