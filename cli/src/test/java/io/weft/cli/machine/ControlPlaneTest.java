package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.golden.Golden;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {
    private final ControlPlane plane = new ControlPlane(new MeshDirectory(Path.of("/dir")), "linkerd");

    @Test
    void isFoundByItsServicesAndLetsNobodyReadTheDashboardThroughItsSidecar() {
        Golden.check(getClass(), "control-plane.yaml", plane.manifest());
    }

    @Test
    void leavesLiveAsLongAsIsAskedFor() {
        assertThat(plane.workloads(settings(Duration.ofMinutes(1), "")))
                .filteredOn(part -> part.name().equals("linkerd-identity"))
                .extracting(WorkloadSpec::program)
                .singleElement()
                .isInstanceOfSatisfying(
                        Program.Dist.class,
                        program -> assertThat(program.environment())
                                .containsEntry("MESH_IDENTITY_ISSUANCELIFETIME", "PT1M"));
    }

    @Test
    void noRequestThatMeetsASidecarIsTakenForAProbeOfThisMachine() {
        assertThat(plane.workloads(MeshSettings.usual("")))
                .filteredOn(part -> part.name().equals("linkerd-destination"))
                .extracting(WorkloadSpec::program)
                .singleElement()
                .isInstanceOfSatisfying(
                        Program.Dist.class,
                        program ->
                                assertThat(program.environment()).containsEntry("MESH_DESTINATION_PROBENETWORKS", ""));
    }

    @Test
    void vizAsksThePrometheusItIsTold() {
        String url = "http://prometheus.linkerd-viz.svc.cluster.local:9090";

        assertThat(plane.workloads(settings(MeshSettings.LEAF_LIFETIME, url)))
                .filteredOn(part -> part.name().equals("viz"))
                .extracting(WorkloadSpec::program)
                .singleElement()
                .isInstanceOfSatisfying(
                        Program.Dist.class,
                        program -> assertThat(program.environment()).containsEntry("MESH_VIZ_PROMETHEUSURL", url));
    }

    private static MeshSettings settings(Duration leafLifetime, String prometheusUrl) {
        return new MeshSettings("linkerd", "", 0, leafLifetime, 0, prometheusUrl);
    }
}
