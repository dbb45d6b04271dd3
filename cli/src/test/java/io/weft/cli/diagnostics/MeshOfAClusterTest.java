package io.weft.cli.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.diagnostics.MeshInside.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeshOfAClusterTest {
    private final FakeCluster cluster = new FakeCluster().apply("""
            apiVersion: v1
            kind: Pod
            metadata:
              name: linkerd-destination-1
              namespace: linkerd
              labels: {linkerd.io/control-plane-ns: linkerd, linkerd.io/control-plane-component: destination, linkerd.io/proxy-deployment: linkerd-destination}
            status: {phase: Running, conditions: [{type: Ready, status: "False"}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: linkerd-destination-2
              namespace: linkerd
              labels: {linkerd.io/control-plane-ns: linkerd, linkerd.io/control-plane-component: destination, linkerd.io/proxy-deployment: linkerd-destination}
            status: {phase: Running, conditions: [{type: Ready, status: "True"}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: linkerd-identity-1
              namespace: linkerd
              labels: {linkerd.io/control-plane-ns: linkerd, linkerd.io/control-plane-component: identity, linkerd.io/proxy-deployment: linkerd-identity}
            status: {phase: Running, conditions: [{type: Ready, status: "True"}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: backup-1
              namespace: shop
              labels: {linkerd.io/control-plane-ns: linkerd, linkerd.io/proxy-cronjob: backup}
            status: {phase: Running}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: backup-0, namespace: shop, labels: {linkerd.io/control-plane-ns: linkerd}}
            status: {phase: Succeeded}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: linkerd-policy-validator-webhook-config}
            webhooks: [{clientConfig: {caBundle: VkFMSURBVE9S}}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: linkerd-identity-trust-roots, namespace: linkerd}
            data: {ca-bundle.crt: ANCHORS}
            """);

    @Test
    void replicaThatIsReadyIsAskedAndMustProveThatItIsTheValidator() {
        cluster.answer("linkerd-destination-2", 8443, "/api/v1/services", "[]");

        assertThat(mesh("linkerd-diagnostics").destination("/api/v1/services")).isEqualTo("[]");
        assertThat(cluster.doors()).containsExactly("linkerd-policy-validator.linkerd.svc VALIDATOR");
    }

    @Test
    void identityServiceIsVerifiedByTheMeshsAnchors() {
        cluster.answer("linkerd-identity-1", 8443, "/api/v1/anchors", "{}");

        assertThat(mesh("linkerd-diagnostics").identity("/api/v1/anchors")).isEqualTo("{}");
        assertThat(cluster.doors()).containsExactly("linkerd-identity.linkerd.svc ANCHORS");
    }

    @Test
    void podsAreThoseOfTheMeshWithTheLabelsThatWereAskedFor() {
        assertThat(mesh("linkerd-diagnostics").pods("linkerd.io/control-plane-component=destination"))
                .extracting(Pod::name)
                .containsExactly("linkerd-destination-1", "linkerd-destination-2");
    }

    @Test
    void refusalIsToldInTheWordsOfTheService() {
        assertThatThrownBy(() -> mesh("stranger").identity("/api/v1/anchors")).hasMessage("not yours");
    }

    @Test
    void withoutAReadyReplicaNothingCanBeAsked() {
        cluster.remove("Pod", "linkerd-destination-2");

        assertThatThrownBy(() -> mesh("linkerd-diagnostics").destination("/api/v1/services"))
                .hasMessage("no pod of linkerd-destination is ready: see linkerd check");
    }

    @Test
    void withoutAMeshThereIsNothingToAsk() {
        cluster.remove("ValidatingWebhookConfiguration", "linkerd-policy-validator-webhook-config");

        assertThatThrownBy(() -> mesh("linkerd-diagnostics").destination("/api/v1/services"))
                .hasMessage("there is no mesh in namespace linkerd");
    }

    @Test
    void podsAreThoseThatRunWithTheirWorkloads() {
        assertThat(mesh("").pods())
                .containsExactly(
                        new Pod("linkerd", "linkerd-destination-1", "linkerd-destination", ""),
                        new Pod("linkerd", "linkerd-destination-2", "linkerd-destination", ""),
                        new Pod("linkerd", "linkerd-identity-1", "linkerd-identity", ""),
                        new Pod("shop", "backup-1", "backup", ""));
    }

    @Test
    void servicesAreTheControlPlanesPodsAndTheirMetricsArePlain() {
        cluster.answer("linkerd-identity-1", 8086, "/metrics", "up 1");
        MeshInside mesh = mesh("");

        assertThat(mesh.services())
                .extracting(Pod::name)
                .containsExactly("linkerd-destination-1", "linkerd-destination-2", "linkerd-identity-1");
        assertThat(mesh.metrics(mesh.services().getLast(), 8086, Duration.ZERO)).isEqualTo("up 1");
    }

    @Test
    void closingItClosesTheCluster() {
        mesh("").close();

        assertThat(cluster.isClosed()).isTrue();
    }

    private MeshInside mesh(String account) {
        return new MeshOfACluster(cluster, "linkerd", account);
    }
}
