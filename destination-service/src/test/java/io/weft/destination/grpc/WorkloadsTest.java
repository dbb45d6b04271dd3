package io.weft.destination.grpc;

import static io.weft.destination.cluster.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.Workload;
import io.weft.api.mesh.WorkloadId;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.api.net.TcpAddress;
import io.weft.destination.cluster.Settings;
import io.weft.kubernetes.resource.Pod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of all workloads. */
class WorkloadsTest {
    private final Pod web = pod("shop", "web-1")
            .ip("10.42.0.1")
            .account("web")
            .owner("Deployment", "web")
            .label("app", "web")
            .build();

    @Test
    void meshedPodHasIdentityAndPortsOfItsProxy() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            WorkloadsUpdate update = watch(mesh).next();
            assertThat(update.getReset()).isTrue();
            assertThat(update.getApplyList())
                    .containsExactly(Workload.newBuilder()
                            .setId(podId("web-1"))
                            .setOwnerKind("deployment")
                            .setOwnerName("web")
                            .setServiceAccount("web")
                            .setIdentity("web.shop.serviceaccount.identity.linkerd.cluster.local")
                            .setAdmin(address("10.42.0.1", 4191))
                            .setReady(true)
                            .setMeshed(true)
                            .putLabels("app", "web")
                            .putLabels("linkerd.io/control-plane-ns", "linkerd")
                            .build());
        }
    }

    @Test
    void aProxyThatWasToldWhoMayLookHasATapAddress() throws Exception {
        Pod tapped = pod("shop", "web-2")
                .ip("10.42.0.2")
                .proxyEnv(
                        "LINKERD2_PROXY_TAP_SVC_NAME", "tap.linkerd-viz.serviceaccount.identity.linkerd.cluster.local")
                .build();
        try (TestMesh mesh = TestMesh.of(web, tapped)) {
            assertThat(watch(mesh).next().getApplyList())
                    .extracting(workload -> workload.hasTap() ? workload.getTap() : TcpAddress.getDefaultInstance())
                    .containsExactlyInAnyOrder(TcpAddress.getDefaultInstance(), address("10.42.0.2", 4190));
        }
    }

    @Test
    void podWithoutProxyHasNeither() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                pod("shop", "plain").unmeshed().ip("10.42.0.2").ready(false).build())) {
            assertThat(watch(mesh).next().getApplyList())
                    .containsExactly(Workload.newBuilder()
                            .setId(podId("plain"))
                            .setServiceAccount("default")
                            .build());
        }
    }

    @Test
    void externalWorkloadIsListedWithItsIdentity() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            mesh.apply("""
                    apiVersion: workload.linkerd.io/v1beta1
                    kind: ExternalWorkload
                    metadata: {name: vm, namespace: shop}
                    spec:
                      meshTLS: {identity: "spiffe://cluster.local/vm", serverName: vm.cluster.local}
                      workloadIPs: [{ip: 192.0.2.7}]
                    status: {conditions: [{type: Ready, status: "True"}]}
                    """);
            Workload vm = watch(mesh).next().getApply(0);
            assertThat(vm.getId().getKind()).isEqualTo("external_workload");
            assertThat(vm.getIdentity()).isEqualTo("spiffe://cluster.local/vm");
            assertThat(vm.getReady()).isTrue();
            assertThat(vm.hasAdmin()).isFalse();
        }
    }

    @Test
    void emptyMeshIsSaidToBeEmpty() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            assertThat(watch(mesh).next())
                    .isEqualTo(WorkloadsUpdate.newBuilder().setReset(true).build());
        }
    }

    @Test
    void laterUpdatesSayWhatChanged() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            var reader = watch(mesh);
            reader.next();

            mesh.apply(pod("shop", "web-2").ip("10.42.0.2").build());
            assertThat(names(reader.next())).containsExactly("web-2");
            mesh.apply(pod("shop", "web-2").ip("10.42.0.2").ready(false).build());
            WorkloadsUpdate notReady = reader.next();
            assertThat(names(notReady)).containsExactly("web-2");
            assertThat(notReady.getApply(0).getReady()).isFalse();
            mesh.delete(web);
            assertThat(reader.next())
                    .isEqualTo(WorkloadsUpdate.newBuilder()
                            .addRemove(podId("web-1"))
                            .build());
        }
    }

    @Test
    void changeOfPoliciesSaysNothing() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            var reader = watch(mesh);
            reader.next();

            mesh.apply("""
                    apiVersion: policy.linkerd.io/v1beta3
                    kind: Server
                    metadata: {name: web, namespace: shop}
                    spec: {podSelector: {}, port: 8080}
                    """);
            mesh.apply(web);
            reader.staysQuiet();
        }
    }

    @Test
    void relistIsAReset() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)) {
            var reader = watch(mesh);
            reader.next();

            mesh.index.reset(List.of(pod("shop", "web-9").build()));
            WorkloadsUpdate update = reader.next();
            assertThat(update.getReset()).isTrue();
            assertThat(names(update)).containsExactly("web-9");
        }
    }

    @Test
    void nothingIsAnsweredBeforeTheFeedHasToldEverything() throws Exception {
        try (TestMesh mesh = new TestMesh(Settings.USUAL)) {
            assertThat(watch(mesh).end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    private static Reader<WatchRequest, WorkloadsUpdate> watch(TestMesh mesh) {
        return Reader.of(WorkloadsGrpc.newStub(mesh.channel)::watch, WatchRequest.getDefaultInstance());
    }

    private static List<String> names(WorkloadsUpdate update) {
        return update.getApplyList().stream()
                .map(workload -> workload.getId().getName())
                .toList();
    }

    private static WorkloadId podId(String name) {
        return WorkloadId.newBuilder()
                .setNamespace("shop")
                .setKind("pod")
                .setName(name)
                .build();
    }

    private static TcpAddress address(String ip, int port) {
        return NetTranslator.toMessage(new InetSocketAddress(InetAddress.ofLiteral(ip), port));
    }
}
