package io.weft.e2e.cluster;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The whole mesh, installed as its user does, with images that the nodes have already. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallIT {
    private static final String CONTROL_PLANE = "linkerd";
    private static final String SHOP = "weft-e2e-shop";
    private static final int PATIENCE_MINUTES = 5;
    private static final int WEB = 8080;
    private static final int ADMIN = 4191;

    private final List<HasMetadata> applied = new ArrayList<>();
    private @Nullable KubernetesClient client;

    @BeforeAll
    void install() throws Exception {
        assumeTrue(System.getenv("KUBECONFIG") != null, "needs a cluster: set KUBECONFIG");
        assumeTrue(
                System.getenv("WEFT_IMAGES_LOADED") != null,
                "needs the images of docker/ in the cluster's nodes: load them, and set WEFT_IMAGES_LOADED");
        client = new KubernetesClientBuilder().build();
        assumeTrue(
                client().namespaces().withName(CONTROL_PLANE).get() == null,
                "needs a cluster without a mesh of its own");
        apply(Linkerd.prints("install", "--ignore-cluster", "--crds"));
        apply(Linkerd.prints("install", "--ignore-cluster"));
        awaitDeployments(CONTROL_PLANE);
        try (InputStream shop = Objects.requireNonNull(InstallIT.class.getResourceAsStream("shop.yaml"))) {
            apply(shop);
        }
        awaitDeployments(SHOP);
    }

    @AfterAll
    void remove() {
        if (client != null) {
            applied.reversed().forEach(object -> client().resource(object).delete());
            client.close();
        }
    }

    @Test
    void podOfALabelledNamespaceHasASidecarThatIsReady() {
        assertThat(pod("web").getSpec().getInitContainers())
                .extracting(Container::getName)
                .startsWith("linkerd-init", "linkerd-proxy");
        assertThat(pod("web").getStatus().getInitContainerStatuses())
                .filteredOn(status -> status.getName().equals("linkerd-proxy"))
                .allSatisfy(status -> assertThat(status.getReady()).isTrue());
    }

    @Test
    void whatTheMeshCouldNotUseIsRefusedWithItsReason() {
        GenericKubernetesResource server = Serialization.unmarshal("""
                apiVersion: policy.linkerd.io/v1alpha1
                kind: MeshTLSAuthentication
                metadata: {name: nobody}
                spec: {identities: ["spiffe://td//a"]}
                """, GenericKubernetesResource.class);
        assertThatThrownBy(() -> client().resource(server).inNamespace(SHOP).create())
                .hasMessageContaining("admission webhook \"linkerd-policy-validator.linkerd.io\" denied the request:"
                        + " spec.identities[0] is 'spiffe://td//a'");
    }

    @Test
    void requestBetweenTwoPodsIsMutualTls() throws Exception {
        try (ForwardedPort web = ForwardedPort.to(client(), pod("web"), WEB);
                ForwardedPort catalog = ForwardedPort.to(client(), pod("catalog"), ADMIN)) {
            assertThat(web.status("/api/items")).isEqualTo(200);

            assertThat(catalog.text("/metrics").lines().filter(line -> line.startsWith("request_total{")))
                    .filteredOn(line -> line.contains("direction=\"inbound\"") && line.contains(":9000\""))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .contains(
                                    "tls=\"true\"",
                                    "client_id=\"default." + SHOP
                                            + ".serviceaccount.identity.linkerd.cluster.local\""));
        }
    }

    private void apply(byte[] manifests) throws IOException {
        apply(new ByteArrayInputStream(manifests));
    }

    private void apply(InputStream manifests) {
        for (HasMetadata object : client().load(manifests).items()) {
            client().resource(object).createOr(there -> there.update());
            applied.add(object);
        }
    }

    private void awaitDeployments(String namespace) {
        for (Deployment each :
                client().apps().deployments().inNamespace(namespace).list().getItems()) {
            client().resource(each).waitUntilReady(PATIENCE_MINUTES, MINUTES);
        }
    }

    private Pod pod(String app) {
        return client().pods()
                .inNamespace(SHOP)
                .withLabel("app", app)
                .list()
                .getItems()
                .getFirst();
    }

    private KubernetesClient client() {
        return Objects.requireNonNull(client, "not started");
    }
}
