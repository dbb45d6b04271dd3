package io.weft.viz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.targets.PodTargets.TargetGroup;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodTargetsTest {
    @Test
    void sidecarIsAPodWithItsLabels() {
        assertThat(PodTargets.of(Workloads.of(List.of(
                        workload("10.42.0.7", Map.of("linkerd.io/proxy-deployment", "web", "app", "web"), true)))))
                .containsExactly(new TargetGroup(
                        List.of("10.42.0.7:4191"),
                        Map.of(
                                "__meta_kubernetes_namespace", "shop",
                                "__meta_kubernetes_pod_name", "web-1",
                                "__meta_kubernetes_pod_phase", "Running",
                                "__meta_kubernetes_pod_container_name", "linkerd-proxy",
                                "__meta_kubernetes_pod_container_port_name", "linkerd-admin",
                                "__meta_kubernetes_pod_label_linkerd_io_proxy_deployment", "web",
                                "__meta_kubernetes_pod_label_app", "web")));
    }

    @Test
    void newerProtocolsAddressIsInBrackets() {
        assertThat(PodTargets.of(Workloads.of(List.of(workload("fd00::7", Map.of(), true)))))
                .extracting(group -> group.targets().getFirst())
                .containsExactly("[fd00:0:0:0:0:0:0:7]:4191");
    }

    @Test
    void workloadWithoutASidecarIsNone() {
        assertThat(PodTargets.of(Workloads.of(List.of(workload("10.42.0.7", Map.of(), false)))))
                .isEmpty();
    }

    private static Workload workload(String ip, Map<String, String> labels, boolean meshed) {
        return new Workload(
                new WorkloadKey("shop", "pod", "web-1"),
                "deployment",
                "web",
                "web",
                meshed ? "web.shop" : "",
                Optional.of(new InetSocketAddress(InetAddress.ofLiteral(ip), 4191)),
                Optional.empty(),
                true,
                meshed,
                labels);
    }
}
