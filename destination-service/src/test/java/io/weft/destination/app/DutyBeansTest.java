package io.weft.destination.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.destination.writes.Duty;
import io.weft.service.settings.MeshProperties;
import io.weft.testkit.cluster.ObjectServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Who has duties: replicas on a cluster, and nobody over a folder. */
class DutyBeansTest {
    private static final String LEASE =
            "/apis/coordination.k8s.io/v1/namespaces/linkerd/leases/policy-controller-write";

    private final ObjectServer server = new ObjectServer();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Properties.class, DutyBeans.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(
                    KubernetesClient.class,
                    () -> new KubernetesClientBuilder()
                            .withConfig(new ConfigBuilder()
                                    .withMasterUrl(server.url())
                                    .build())
                            .build());

    @EnableConfigurationProperties({DestinationProperties.class, MeshProperties.class})
    static class Properties {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void overAFolderNothingIsWritten() {
        runner.run(context -> assertThat(context).doesNotHaveBean(Duty.class));
        assertThat(server.writes()).isEmpty();
    }

    @Test
    void onAClusterTheLeaseIsAskedForAndGivenBackAtTheEnd() {
        runner.withPropertyValues("mesh.feed.kind=kubernetes").run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (registry.get("leader")
                            .tag("lease", "policy-controller-write")
                            .gauge()
                            .value()
                    < 1) {
                assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
                Thread.onSpinWait();
            }
        });

        assertThat(List.of(server.get(LEASE)
                        .orElseThrow()
                        .path("spec")
                        .path("holderIdentity")
                        .asString()))
                .containsExactly("");
    }
}
