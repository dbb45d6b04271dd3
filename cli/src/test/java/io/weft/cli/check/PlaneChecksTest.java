package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.RefusedDocument;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaneChecksTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FakeMesh mesh;

    @BeforeEach
    void healthy() {
        mesh = new FakeMesh(folder)
                .member("linkerd", "linkerd-destination")
                .member("linkerd-viz", "viz")
                .workload("shop", "web-1");
    }

    @Test
    void healthyMeshHasNoProblems() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void meshThatIsNotUpIsFatalAndSaysWhatToDo() {
        mesh.isUp = false;

        assertThat(problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).startsWith("× the mesh is up").contains("linkerd up"));
    }

    @Test
    void serviceThatIsNotReadyIsNamed() {
        mesh.answer("net-viz", 8086, "/actuator/health/readiness", 503, "{\"status\":\"OUT_OF_SERVICE\"}");

        assertThat(problems())
                .containsExactly("× control plane pods are ready: linkerd-viz/viz-1 is not ready:"
                        + " {\"status\":\"OUT_OF_SERVICE\"}");
    }

    @Test
    void sidecarOfTheControlPlaneThatIsNotReadyIsNamed() {
        mesh.answer("net-linkerd-destination", 4191, "/ready", 503, "waiting for identity");

        assertThat(problems())
                .containsExactly("× control plane proxies are healthy: linkerd/linkerd-destination-1 is not ready:"
                        + " waiting for identity");
    }

    @Test
    void otherVersionsAreWarnings() {
        mesh.upVersion = "0.0.9";
        mesh.sidecar("net-viz", "0.0.8").sidecar("net-web-1", "0.0.7");

        assertThat(problems())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("‼ control plane and cli versions match: the mesh runs 0.0.9"),
                        second -> assertThat(second).contains("linkerd-viz/viz-1 runs 0.0.8"),
                        third -> assertThat(third)
                                .startsWith("‼ data plane and cli versions match: shop/web-1 runs 0.0.7"));
    }

    @Test
    void sidecarOfAWorkloadThatDoesNotAnswerIsNamed() {
        mesh.pods.clear();
        mesh.workload("shop", "lame-1").answer("net-lame-1", 4191, "/ready", 503, "no certificate");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .contains("shop/web-1 has a manifest, but nobody runs it")
                        .contains("shop/lame-1 is not ready: no certificate"));
    }

    @Test
    void applicationThatIsNotReadyIsToldFromItsSidecar() {
        mesh.pod("shop", "web-1", false);

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("its sidecar is, its application is not"));
    }

    @Test
    void namespaceLimitsWhichWorkloadsAreLookedAt() {
        mesh.pod("shop", "web-1", false);

        assertThat(Checks.problems(new DataPlaneChecks(mesh, "other").group(false)))
                .isEmpty();
        assertThat(Checks.problems(new DataPlaneChecks(mesh, "other").group(true)))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("no workload with a sidecar in other"));
    }

    @Test
    void whatTheControlPlaneRunsBesideItselfIsNoWorkload() {
        mesh.pod("linkerd", "aot-training-1", false);

        assertThat(problems()).isEmpty();
    }

    @Test
    void refusedDocumentIsNamedByFileLineAndField() {
        mesh.refused.add(new RefusedDocument("a.yaml", 7, "spec.port", "spec.port must be 1 to 65535"));

        assertThat(Checks.problems(new ManifestChecks(mesh).group()))
                .containsExactly("× every manifest is accepted: a.yaml:7: spec.port must be 1 to 65535");
    }

    @Test
    void folderThatIsAwayIsFatal() {
        mesh.away = Optional.of("gone");

        assertThat(Checks.problems(new ManifestChecks(mesh).group()))
                .containsExactly("× the folder of manifests can be read: gone");
    }

    @Test
    void machineThatCannotKeepAMeshIsFatalAndLeftoversAreAWarning() {
        mesh.leftovers.add("network namespace x");
        assertThat(Checks.problems(new MachineChecks(mesh).group()))
                .containsExactly("‼ nothing is left of commands that were killed: network namespace x");

        mesh.machineProblems.add("needs root");
        assertThat(Checks.problems(new MachineChecks(mesh).group()))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("× this machine can keep a mesh"));
    }

    private java.util.List<String> problems() {
        ControlPlaneChecks controlPlane = new ControlPlaneChecks(mesh);
        return Checks.problems(
                controlPlane.existence(),
                controlPlane.version(),
                controlPlane.proxies(),
                new DataPlaneChecks(mesh, "").group(true));
    }
}
