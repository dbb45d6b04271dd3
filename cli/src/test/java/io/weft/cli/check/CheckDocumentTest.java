package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.check.VersionChecks.Releases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckDocumentTest {
    @Test
    void everyCheckHasAHeadingAndEveryHeadingACheck(@TempDir Path folder) throws Exception {
        List<CheckGroup> groups = new ArrayList<>();
        ClusterMesh mesh = new ClusterMesh(
                () -> {
                    throw new AssertionError("nothing is asked");
                },
                "linkerd");
        Releases releases = new Releases("", "");
        ClusterModeChecks cluster = new ClusterModeChecks(mesh, releases, InstantSource.system());
        VizChecks viz = new VizChecks(ExtensionMesh.labelled(mesh, "viz"), releases, InstantSource.system());
        groups.addAll(cluster.before());
        groups.addAll(cluster.definitions());
        groups.addAll(cluster.controlPlane());
        groups.addAll(cluster.dataPlane(""));
        groups.add(viz.group());
        groups.add(viz.dataPlane(""));
        groups.add(JaegerCheckCommand.group(ExtensionMesh.labelled(mesh, "jaeger"), releases));
        groups.addAll(new FolderModeChecks(new FakeMesh(folder), InstantSource.system()).before());
        groups.addAll(new FolderModeChecks(new FakeMesh(folder), InstantSource.system()).all("", true));

        assertThat(Files.readAllLines(Path.of("../docs/checks.md")).stream()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3)))
                .containsExactlyInAnyOrderElementsOf(groups.stream()
                        .flatMap(group -> group.checks().stream())
                        .map(Check::anchor)
                        .distinct()
                        .toList());
    }
}
