package io.weft.cli.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.cluster.ExtensionNamespaces;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether the namespaces of extensions can be told apart.
 *
 * @see "cli, 4: linkerd-extension-checks"
 */
record ExtensionChecks(ClusterMesh mesh) {
    private static final String LABEL = ExtensionNamespaces.LABEL;

    CheckGroup group() {
        return new CheckGroup(
                "linkerd-extension-checks",
                List.of(new Check(
                        "namespace configuration for extensions",
                        "l5d-extension-namespaces",
                        Weight.WARNING,
                        this::ambiguous)));
    }

    private List<String> ambiguous() {
        return mesh.cluster().list(ClusterKind.NAMESPACE, "", LABEL).stream()
                .collect(groupingBy(each -> each.label(LABEL), TreeMap::new, toList()))
                .entrySet()
                .stream()
                .filter(each -> each.getValue().size() > 1)
                .map(each -> "extension " + each.getKey() + " has several namespaces: "
                        + each.getValue().stream().map(ClusterObject::name).collect(joining(", ")))
                .toList();
    }
}
