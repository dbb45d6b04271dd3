package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods that mean no good are taken or refused with a reason, and the next pod of their namespace is meshed all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class HostilePodIT {
    private static final String NAMESPACE = "weft-e2e-hostile";

    private final SharedMesh mesh;

    HostilePodIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @BeforeAll
    void open() {
        mesh.namespace(NAMESPACE, true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void hostilePodBlocksNobodyElse(String annotation, String value) {
        try {
            mesh.client.resource(pod("hostile", annotation, value)).create();
            mesh.client
                    .pods()
                    .inNamespace(NAMESPACE)
                    .withName("hostile")
                    .withGracePeriod(0)
                    .delete();
        } catch (KubernetesClientException refused) {
            assertThat(refused.getCode()).as(refused.getMessage()).isBetween(400, 499);
            assertThat(refused.getMessage()).contains(annotation);
        }

        Pod next = mesh.client.resource(pod("next", "example.com/plain", "yes")).create();
        mesh.client
                .pods()
                .inNamespace(NAMESPACE)
                .withName("next")
                .withGracePeriod(0)
                .delete();
        assertThat(next.getSpec().getInitContainers())
                .extracting(Container::getName)
                .contains("linkerd-proxy");
        Eventually.is(
                "the pods that are gone",
                0,
                () -> mesh.client
                        .pods()
                        .inNamespace(NAMESPACE)
                        .list()
                        .getItems()
                        .size());
    }

    static Stream<Arguments> hostilePodBlocksNobodyElse() {
        return Stream.of(
                arguments("config.linkerd.io/skip-outbound-ports", "1,".repeat(50_000)),
                arguments("config.linkerd.io/opaque-ports", "a line\n".repeat(10_000)),
                arguments("config.linkerd.io/skip-inbound-ports", "0-99999999999"),
                arguments("config.linkerd.io/proxy-log-level", "${jndi:ldap://nowhere}\u0001"),
                arguments("config.linkerd.io/proxy-memory-limit", "-1Zi"),
                arguments("config.linkerd.io/proxy-cpu-limit", "NaN"),
                arguments("config.linkerd.io/proxy-uid", "0"),
                arguments("config.linkerd.io/default-inbound-policy", "everybody"),
                arguments("config.linkerd.io/nobody-knows-this", "x"),
                arguments("linkerd.io/inject", "perhaps"));
    }

    private static Pod pod(String name, String annotation, String value) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .addToAnnotations(annotation, value)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("cr.weft.io/weft/examples:0.1.0")
                .withArgs("catalog")
                .endContainer()
                .endSpec()
                .build();
    }
}
