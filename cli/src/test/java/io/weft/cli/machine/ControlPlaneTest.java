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
        assertThat(plane.workloads(Duration.ofMinutes(1)))
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
        assertThat(plane.workloads())
                .filteredOn(part -> part.name().equals("linkerd-destination"))
                .extracting(WorkloadSpec::program)
                .singleElement()
                .isInstanceOfSatisfying(
                        Program.Dist.class,
                        program ->
                                assertThat(program.environment()).containsEntry("MESH_DESTINATION_PROBENETWORKS", ""));
    }
}
