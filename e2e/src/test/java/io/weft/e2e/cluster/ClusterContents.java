package io.weft.e2e.cluster;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of everything that is in a cluster, whatever its kind. */
final class ClusterContents {
    /** What comes and goes by itself. */
    private static final Set<String> PASSING = Set.of("events", "componentstatuses", "leases", "controllerrevisions");

    private ClusterContents() {}

    /** {@code KIND NAMESPACE/NAME} of each object. */
    static NavigableSet<String> of(KubernetesClient client) {
        NavigableSet<String> names = new TreeSet<>();
        versions(client).forEach(version -> list(client, version, names));
        return names;
    }

    private static Stream<String> versions(KubernetesClient client) {
        return Stream.concat(
                Stream.of("v1"),
                client.getApiGroups().getGroups().stream()
                        .map(group -> group.getPreferredVersion().getGroupVersion()));
    }

    private static void list(KubernetesClient client, String version, Set<String> names) {
        APIResourceList resources = client.getApiResources(version);
        List<APIResource> kinds = resources == null ? List.of() : resources.getResources();
        for (APIResource kind : kinds) {
            if (kind.getVerbs().contains("list")
                    && !kind.getName().contains("/")
                    && !PASSING.contains(kind.getName())) {
                objects(client, version, kind).stream()
                        .map(each -> kind.getKind() + " " + each.getMetadata().getNamespace() + "/"
                                + each.getMetadata().getName())
                        .forEach(names::add);
            }
        }
    }

    private static List<GenericKubernetesResource> objects(KubernetesClient client, String version, APIResource kind) {
        int slash = version.indexOf('/');
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : version.substring(0, slash))
                .withVersion(version.substring(slash + 1))
                .withKind(kind.getKind())
                .withPlural(kind.getName())
                .withNamespaced(kind.getNamespaced())
                .build();
        try {
            return client.genericKubernetesResources(context)
                    .inAnyNamespace()
                    .list()
                    .getItems();
        } catch (KubernetesClientException gone) {
            return List.of(); // a definition that is just being deleted
        }
    }
}
