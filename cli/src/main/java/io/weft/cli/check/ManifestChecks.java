package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.machine.ManifestFolder;
import java.util.ArrayList;
import java.util.List;

/** Whether the services can take every manifest. */
final class ManifestChecks {
    private final MeshView mesh;

    ManifestChecks(MeshView mesh) {
        this.mesh = mesh;
    }

    CheckGroup group() {
        return new CheckGroup(
                "weft-manifests",
                List.of(
                        new Check(
                                "the folder of manifests can be read",
                                "weft-manifests-folder",
                                Weight.FATAL,
                                () -> mesh.manifests().away().stream().toList()),
                        new Check(
                                "every manifest is accepted",
                                "weft-manifests-accepted",
                                Weight.ERROR,
                                this::accepted)));
    }

    private List<String> accepted() {
        ManifestFolder.Content content = mesh.manifests();
        List<String> complaints = new ArrayList<>();
        content.refused().forEach(refused -> complaints.add(refused.toString()));
        content.unreadable()
                .forEach(file -> complaints.add(file + " cannot be read by the services: chmod go+r " + file));
        return complaints;
    }
}
