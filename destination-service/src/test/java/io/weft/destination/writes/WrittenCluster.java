package io.weft.destination.writes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.weft.testkit.cluster.ObjectServer;
import io.weft.testkit.cluster.ObjectServer.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An API server that serves our HTTPRoutes, and the clients that write to it. */
final class WrittenCluster implements AutoCloseable {
    static final String ROUTES = "/apis/policy.linkerd.io/v1beta3/namespaces/shop/httproutes";
    private static final int DEADLINE_S = 60;

    final ObjectServer server = new ObjectServer();
    private final List<KubernetesClient> clients = new ArrayList<>();

    WrittenCluster() {
        server.put("/apis/policy.linkerd.io/v1beta3", """
                {"kind": "APIResourceList", "resources": [
                  {"name": "httproutes", "kind": "HTTPRoute", "namespaced": true},
                  {"name": "httproutes/status", "kind": "HTTPRoute", "namespaced": true}]}""");
    }

    KubernetesClient client() {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl(server.url())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        clients.add(client);
        return client;
    }

    void route(String name, String status) {
        server.put(ROUTES + "/" + name, """
                {"apiVersion": "policy.linkerd.io/v1beta3", "kind": "HTTPRoute",
                 "metadata": {"namespace": "shop", "name": "%s"},
                 "spec": {"parentRefs": [{"group": "core", "kind": "Service", "name": "web"}]}, "status": %s}""".formatted(name, status));
    }

    /** What was written, but for leases. */
    List<Write> written() {
        return server.writes().stream()
                .filter(write -> !write.path().contains("/leases"))
                .toList();
    }

    /** Only real I/O is waited for. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        clients.forEach(KubernetesClient::close);
        server.close();
    }
}
