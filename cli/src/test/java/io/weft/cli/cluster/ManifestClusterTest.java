package io.weft.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.output.KubernetesYaml;
import org.junit.jupiter.api.Test;

class ManifestClusterTest {
    private final Cluster cluster = new ManifestCluster(KubernetesYaml.read("""
            apiVersion: v1
            kind: List
            items:
              - {apiVersion: v1, kind: Secret, metadata: {name: key, namespace: shop}, stringData: {a: b}, data: {c: ZA==}}
              - {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, labels: {app: web}}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: web, namespace: bank}}
            """));

    @Test
    void objectsOfAListAreThereAndSecretsAreKeptEncoded() {
        assertThat(cluster.get(ClusterKind.SECRET, "shop", "key"))
                .hasValueSatisfying(
                        secret -> assertThat(secret.at("/data")).hasToString("{\"c\":\"ZA==\",\"a\":\"Yg==\"}"));
        assertThat(cluster.get(ClusterKind.SECRET, "bank", "key")).isEmpty();
    }

    @Test
    void objectsAreChosenByNamespaceAndLabel() {
        assertThat(cluster.list(ClusterKind.SERVICE, "", "")).hasSize(2);
        assertThat(cluster.list(ClusterKind.SERVICE, "", "app=web")).hasSize(1);
        assertThat(cluster.list(ClusterKind.SERVICE, "bank", "app")).isEmpty();
        assertThat(cluster.list(ClusterKind.SERVICE, "", "app notin (web)")).hasSize(1);
    }

    @Test
    void whatOnlyARunningClusterKnowsIsRefused() {
        assertThatThrownBy(cluster::version).hasMessage("manifests do not tell what a cluster does");
    }
}
