package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.folder.FolderFeed;
import io.weft.kubernetes.feed.folder.FolderSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarTracesTest {
    private static final PodName POD = new PodName("shop", "web-k3x9p");
    private static final Installation RUNNING = new Installation(Path.of("/dist"), Path.of("/jdk"), null, null);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void workloadsTellTheirSpansToVizAndSayWhoTheyAre() {
        assertThat(environment(workload("shop"), RUNNING))
                .isEqualTo(Map.of(
                        "LINKERD2_PROXY_TRACE_COLLECTOR_SVC_ADDR",
                        "collector.linkerd-viz.svc.cluster.local.:4317",
                        "LINKERD2_PROXY_TRACE_COLLECTOR_SVC_NAME",
                        "viz.linkerd-viz.serviceaccount.identity.linkerd.cluster.local",
                        "LINKERD2_PROXY_TRACE_SERVICE_NAME",
                        "web",
                        "LINKERD2_PROXY_TRACE_EXTRA_ATTRIBUTES",
                        """
                        app=web
                        linkerd.io/control-plane-ns=linkerd
                        linkerd.io/workload-ns=shop
                        linkerd.io/proxy-deployment=web
                        k8s.pod.name=web-k3x9p
                        k8s.container.name=linkerd-proxy""",
                        "LINKERD2_PROXY_TRACE_ROOT_RATIO",
                        "0.25"));
    }

    @Test
    void labelsNameTheServiceAndAnnotationsAddAttributes() {
        WorkloadSpec spec = workload("shop")
                .withLabels(new LinkedHashMap<>(Map.of("app.kubernetes.io/instance", "front")))
                .withAnnotations(new LinkedHashMap<>(Map.of("resource.opentelemetry.io/team", "shop")));

        assertThat(environment(spec, RUNNING))
                .containsEntry("LINKERD2_PROXY_TRACE_SERVICE_NAME", "front")
                .hasEntrySatisfying(
                        "LINKERD2_PROXY_TRACE_EXTRA_ATTRIBUTES",
                        lines -> assertThat(lines.lines()).contains("team=shop"));
    }

    @Test
    void anAnnotationNamesAnotherCollector() {
        WorkloadSpec spec = workload("shop")
                .withAnnotations(new LinkedHashMap<>(Map.of(
                        "config.linkerd.io/trace-collector", "otel.obs:4317",
                        "config.alpha.linkerd.io/trace-collector-service-account", "otel")));

        assertThat(environment(spec, RUNNING))
                .containsEntry("LINKERD2_PROXY_TRACE_COLLECTOR_SVC_ADDR", "otel.obs:4317")
                .containsEntry(
                        "LINKERD2_PROXY_TRACE_COLLECTOR_SVC_NAME",
                        "otel.obs.serviceaccount.identity.linkerd.cluster.local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linkerd", "linkerd-viz"})
    void theControlPlaneTracesNothing(String namespace) {
        assertThat(environment(workload(namespace), RUNNING)).isEmpty();
    }

    @Test
    void theSidecarThatCachesAreMadeOfIsSetUpForTracesLikeOthersAndBeginsNone() {
        assertThat(environment(workload("linkerd"), RUNNING.training(folder)))
                .containsKey("LINKERD2_PROXY_TRACE_COLLECTOR_SVC_ADDR")
                .containsEntry("LINKERD2_PROXY_TRACE_ROOT_RATIO", "0");
    }

    private Map<String, String> environment(WorkloadSpec spec, Installation installation) {
        MeshDirectory directory = new MeshDirectory(folder);
        FolderFeed feed = new FolderFeed(new FolderSettings(folder, Optional.empty()));
        try (MeshContext mesh = new MeshContext(
                directory,
                installation,
                "linkerd",
                0.25,
                new MeshNames(feed, folder),
                new Mint(directory.mintSocket()),
                InstantSource.system())) {
            return SidecarTraces.environment(mesh, spec, POD, warning -> {});
        }
    }

    private static WorkloadSpec workload(String namespace) {
        return WorkloadSpec.of(
                namespace,
                "web",
                "web",
                List.of(8080),
                new Program.Host(List.of("sleep", "60"), User.ROOT, List.of(), false));
    }
}
