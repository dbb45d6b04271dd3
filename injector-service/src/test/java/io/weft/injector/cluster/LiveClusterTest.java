package io.weft.injector.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.weft.injection.Surroundings;
import io.weft.injector.cluster.ClusterFacts.DirectOwner;
import io.weft.service.cluster.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class LiveClusterTest {
    private static final DirectOwner JOB = new DirectOwner("batch/v1", "Job", "tidy-1", "u-2");

    @SuppressWarnings({"NullAway.Init", "NonFinalStaticField"}) // set by the extension
    static KubernetesClient client;

    private final List<Notice> told = new ArrayList<>();
    private final LiveCluster cluster = new LiveCluster(client, told::add);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void namespaceMadeAMomentAgoIsKnown() {
        create(new NamespaceBuilder()
                .withNewMetadata()
                .withName("fresh")
                .addToLabels("linkerd.io/injection", "enabled")
                .addToAnnotations("a", "b")
                .endMetadata()
                .build());

        Surroundings found = cluster.namespace("fresh");

        assertThat(found.labels()).containsEntry("linkerd.io/injection", "enabled");
        assertThat(found.annotations()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void namespaceThatIsNotThereSaysNothing() {
        assertThat(cluster.namespace("nowhere")).isEqualTo(Surroundings.of("nowhere"));
    }

    @Test
    void topmostOwnerIsTheDeploymentOrTheCronJob() {
        create(new ReplicaSetBuilder()
                .withMetadata(ownedBy("web-5d4f", "Deployment", "web"))
                .build());
        create(new JobBuilder()
                .withMetadata(ownedBy("tidy-1", "CronJob", "tidy"))
                .build());

        assertThat(cluster.topmost("shop", new DirectOwner("apps/v1", "ReplicaSet", "web-5d4f", "u-1")))
                .contains(new Surroundings.Owner("Deployment", "web"));
        assertThat(cluster.topmost("shop", JOB)).contains(new Surroundings.Owner("CronJob", "tidy"));
        assertThat(cluster.topmost("shop", new DirectOwner("apps/v1", "DaemonSet", "log", "u-3")))
                .contains(new Surroundings.Owner("DaemonSet", "log"));
        assertThat(cluster.topmost("shop", new DirectOwner("apps/v1", "ReplicaSet", "gone", "u-4")))
                .contains(new Surroundings.Owner("ReplicaSet", "gone"));
    }

    @Test
    void ownerIsToldByAnEvent() {
        cluster.event("batch", JOB, "InjectionSkipped", "because");

        assertThat(told)
                .containsExactly(new Notice(
                        new Notice.Subject("batch/v1", "Job", "batch", "tidy-1", "u-2"),
                        Notice.Urgency.NORMAL,
                        "InjectionSkipped",
                        "because"));
    }

    private static ObjectMeta ownedBy(String name, String kind, String owner) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace("shop")
                .addNewOwnerReference()
                .withKind(kind)
                .withName(owner)
                .withController(true)
                .endOwnerReference()
                .build();
    }

    private static void create(HasMetadata object) {
        var _ = client.resource(object).create();
    }
}
