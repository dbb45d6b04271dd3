package io.weft.cli.tap;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterDomain;
import java.util.function.Consumer;

/**
 * Tap of a mesh in a cluster: through its API server, as the user that it knows.
 *
 * @param controlPlane its namespace
 */
record ClusterTap(Cluster cluster, String controlPlane) implements TapSource {
    @Override
    public String currentNamespace() {
        return cluster.currentNamespace();
    }

    @Override
    public String clusterDomain() {
        return ClusterDomain.of(cluster, controlPlane);
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
