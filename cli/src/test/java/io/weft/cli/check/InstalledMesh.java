package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.install.InstallCommand;
import java.time.Instant;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

/** A cluster in which {@code linkerd install} was applied, and everything came up. */
final class InstalledMesh {
    /** What is applied is the same for all tests; rendering it takes a second. */
    private static final String MANIFESTS = printed("--crds") + printed();

    /** When that was: the certificates in it are real. */
    static final Instant INSTALLED = certificateTime();

    private InstalledMesh() {}

    private static Instant certificateTime() {
        FakeCluster cluster = new FakeCluster().apply(MANIFESTS);
        return Certificates.parse("anchors", anchors(cluster))
                .getFirst()
                .getNotBefore()
                .toInstant()
                .plusSeconds(60);
    }

    static FakeCluster cluster() {
        FakeCluster cluster = new FakeCluster().apply(MANIFESTS);
        Stream.of("destination", "identity", "proxy-injector").forEach(component -> running(cluster, component));
        cluster.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: node1}
                spec: {podCIDRs: [10.79.1.0/24]}
                status: {nodeInfo: {containerRuntimeVersion: "containerd://2.1"}}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                """);
        return workload(cluster, "web");
    }

    /** A pod with a sidecar, and its Service. */
    static FakeCluster workload(FakeCluster cluster, String name) {
        return cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s-1
                  namespace: shop
                  labels: {app: %1$s, linkerd.io/control-plane-ns: linkerd}
                  annotations:
                    linkerd.io/proxy-version: "%2$s"
                    linkerd.io/trust-root-sha256: "%3$s"
                spec:
                  initContainers: [{name: linkerd-init}, {name: linkerd-proxy}]
                  containers: [{name: app}]
                status:
                  phase: Running
                  podIP: 10.79.1.20
                  conditions: [{type: Ready, status: "True"}]
                  initContainerStatuses: [{name: linkerd-init, ready: true}, {name: linkerd-proxy, ready: true}]
                  containerStatuses: [{name: app, ready: true}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s, namespace: shop}
                spec: {clusterIP: 10.96.0.20, selector: {app: %1$s}, ports: [{port: 80, targetPort: 8080}]}
                """.formatted(name, installedVersion(cluster), TrustRoots.fingerprint(anchors(cluster))));
    }

    static void change(FakeCluster cluster, String kind, String name, String pointer, String value) {
        cluster.change(kind, name, object -> {
            int slash = pointer.lastIndexOf('/');
            ((ObjectNode) object.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), value);
        });
    }

    private static void running(FakeCluster cluster, String component) {
        cluster.apply("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata:
                  name: linkerd-%1$s-5
                  namespace: linkerd
                  labels: {linkerd.io/control-plane-component: %1$s}
                spec: {replicas: 1}
                status: {readyReplicas: 1}
                ---
                apiVersion: v1
                kind: Pod
                metadata:
                  name: linkerd-%1$s-5-a
                  namespace: linkerd
                  labels: {linkerd.io/control-plane-component: %1$s, linkerd.io/control-plane-ns: linkerd}
                  annotations: {linkerd.io/proxy-version: "%2$s"}
                spec:
                  initContainers: [{name: linkerd-init}, {name: linkerd-proxy}]
                  containers: [{name: %1$s}]
                status:
                  phase: Running
                  podIP: 10.79.1.7
                  conditions: [{type: Ready, status: "True"}]
                  initContainerStatuses: [{name: linkerd-proxy, ready: true}]
                  containerStatuses: [{name: %1$s, ready: true}]
                """.formatted(component, installedVersion(cluster)));
    }

    static String installedVersion(FakeCluster cluster) {
        return new ClusterMesh(() -> cluster, "linkerd")
                .values()
                .path("linkerdVersion")
                .asString();
    }

    private static String anchors(FakeCluster cluster) {
        return cluster.get(io.weft.cli.cluster.ClusterKind.CONFIG_MAP, "linkerd", "linkerd-identity-trust-roots")
                .orElseThrow()
                .text("/data/ca-bundle.crt");
    }

    private static String printed(String... flags) {
        Printed printed = new Printed();
        String[] arguments =
                Stream.concat(Stream.of("--ignore-cluster"), Stream.of(flags)).toArray(String[]::new);
        assertThat(new CommandLine(new InstallCommand(printed.console())).execute(arguments))
                .isZero();
        return printed.out();
    }
}
