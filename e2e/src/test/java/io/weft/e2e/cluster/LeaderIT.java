package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of several replicas of destination-service one writes statuses; when it dies another does, and none writes twice. */
@InstalledBy(Installation.HIGHLY_AVAILABLE)
@ExtendWith(SharedMesh.OfTheRun.class)
class LeaderIT {
    private static final String NAMESPACE = "weft-e2e-routes";
    private static final String LEASE = "policy-controller-write";
    private static final String SLICES_LEASE = "linkerd-destination-endpoint-write";
    private static final int ROUTES_BEFORE = 10;
    private static final int ROUTES_AFTER = 30;
    private static final ResourceDefinitionContext ROUTES = new ResourceDefinitionContext.Builder()
            .withGroup("gateway.networking.k8s.io")
            .withVersion("v1")
            .withKind("HTTPRoute")
            .withPlural("httproutes")
            .withNamespaced(true)
            .build();

    private final SharedMesh mesh;
    private final Map<String, AtomicInteger> writes = new ConcurrentSkipListMap<>();

    LeaderIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @Test
    void otherReplicaLeadsWhenTheLeaderDiesAndEachStatusIsWrittenOnce() {
        mesh.namespace(NAMESPACE, false);
        mesh.apply("""
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: %s}
            spec: {selector: {app: nobody}, ports: [{port: 80}]}
            """.formatted(NAMESPACE));
        String leader = Eventually.until(() -> holder(LEASE), holder -> !holder.isEmpty());
        try (Watch _ = mesh.client
                .genericKubernetesResources(ROUTES)
                .inNamespace(NAMESPACE)
                .watch(new CountedWrites())) {
            routes(0, ROUTES_BEFORE);
            Eventually.is("routes with a status", ROUTES_BEFORE, this::accepted);

            long begin = System.nanoTime();
            kill(leader);
            routes(ROUTES_BEFORE, ROUTES_AFTER);
            String next = Eventually.until(() -> holder(LEASE), holder -> !holder.isEmpty() && !holder.equals(leader));
            System.out.println("another leads " + (System.nanoTime() - begin) / 1_000_000 + " ms after the kill");
            assertThat(next).isNotEmpty().isNotEqualTo(leader);
            Eventually.is("routes with a status", ROUTES_AFTER, this::accepted);
            mesh.awaitDeployments(SharedMesh.CONTROL_PLANE);
            routes(ROUTES_AFTER, ROUTES_AFTER + 1);
            Eventually.is("routes with a status", ROUTES_AFTER + 1, this::accepted);
        }
        assertThat(writes)
                .hasSize(ROUTES_AFTER + 1)
                .allSatisfy((route, times) -> assertThat(times).as(route).hasValue(1));
        assertThat(Eventually.until(() -> holder(SLICES_LEASE), holder -> !holder.isEmpty()))
                .isNotEmpty();
    }

    private void routes(int from, int to) {
        for (int i = from; i < to; i++) {
            mesh.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: route-%s, namespace: %s}
                spec:
                  parentRefs: [{kind: Service, group: "", name: web, port: 80}]
                  rules: [{backendRefs: [{name: web, port: 80}]}]
                """.formatted(i, NAMESPACE));
        }
    }

    /** How many routes say that their Service has taken them. */
    private int accepted() {
        return (int) mesh.client.genericKubernetesResources(ROUTES).inNamespace(NAMESPACE).list().getItems().stream()
                .filter(route -> route.get("status") != null
                        && route.get("status").toString().contains("reason=Accepted"))
                .count();
    }

    /** Who holds a lease: a pod's name; empty if nobody does. */
    private String holder(String lease) {
        String holder = mesh.client
                .leases()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .withName(lease)
                .get()
                .getSpec()
                .getHolderIdentity();
        return holder == null ? "" : holder.replaceFirst("_.*", "");
    }

    /** Gives it no time to let go of what it holds. */
    private void kill(String pod) {
        Pod leader = mesh.client
                .pods()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .withName(pod)
                .get();
        mesh.client.pods().resource(leader).withGracePeriod(0).delete();
    }

    /** Counts what is done to each route after it was made. */
    private final class CountedWrites implements Watcher<GenericKubernetesResource> {
        @Override
        public void eventReceived(Action action, GenericKubernetesResource route) {
            if (action == Action.MODIFIED) {
                writes.computeIfAbsent(route.getMetadata().getName(), _ -> new AtomicInteger())
                        .incrementAndGet();
            }
        }

        @Override
        public void onClose(WatcherException lost) {
            throw new IllegalStateException("the watch has ended", lost);
        }
    }
}
