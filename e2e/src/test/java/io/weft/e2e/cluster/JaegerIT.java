package io.weft.e2e.cluster;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jaeger extension, as far as its images are Weft's: the collector and Jaeger itself are other people's, and left out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class JaegerIT {
    private static final int PATIENCE_MINUTES = 6;
    private static final String NAMESPACE = "weft-e2e-traced";

    private final SharedMesh mesh;

    @SuppressWarnings("NullAway.Init")
    private InstalledExtension jaeger;

    JaegerIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @BeforeAll
    void install() {
        mesh.namespace(NAMESPACE, true);
        jaeger = InstalledExtension.of(
                mesh,
                "jaeger",
                "--set",
                "collector.enabled=false,jaeger.enabled=false,webhook.collectorSvcAddr=collector.elsewhere:4317,"
                        + "webhook.collectorSvcAccount=collector");
        mesh.client
                .apps()
                .deployments()
                .inNamespace(jaeger.namespace())
                .withName("jaeger-injector")
                .waitUntilCondition(
                        each -> each != null
                                && each.getStatus() != null
                                && Objects.equals(each.getStatus().getReadyReplicas(), 1),
                        PATIENCE_MINUTES,
                        MINUTES);
    }

    @AfterAll
    void uninstall() {
        if (jaeger != null) {
            jaeger.close();
        }
    }

    @Test
    void sidecarsOfNewPodsAreToldWhereSpansGo() {
        mesh.apply(SharedMesh.file("shop.yaml").replace("weft-e2e-shop", NAMESPACE));

        EnvVar collector = mesh
                .client
                .pods()
                .inNamespace(NAMESPACE)
                .withLabel("app", "catalog")
                .waitUntilCondition(Objects::nonNull, PATIENCE_MINUTES, MINUTES)
                .getSpec()
                .getInitContainers()
                .stream()
                .flatMap(each -> each.getEnv().stream())
                .filter(each -> each.getName().equals("LINKERD2_PROXY_TRACE_COLLECTOR_SVC_ADDR"))
                .findFirst()
                .orElseThrow();

        assertThat(collector.getValue()).isEqualTo("collector.elsewhere:4317");
    }

    @Test
    void checkIsContent() {
        assertThat(mesh.linkerd("jaeger", "check").out()).endsWith(SharedMesh.WELL);
    }
}
