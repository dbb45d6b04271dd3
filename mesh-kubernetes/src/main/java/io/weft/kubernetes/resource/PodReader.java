package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.Pod.Phase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads Pods. */
final class PodReader implements KindReader {
    private static final String DEFAULT_ACCOUNT = "default";

    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec");
        Field status = root.get("status");
        return new Pod(
                metadata,
                spec.get("serviceAccountName").stringOr(DEFAULT_ACCOUNT),
                spec.get("nodeName").optionalString(),
                spec.get("hostNetwork").booleanOr(false),
                spec.get("hostname").optionalString(),
                spec.get("subdomain").optionalString(),
                addresses(status.get("podIP"), status.get("podIPs")),
                addresses(status.get("hostIP"), status.get("hostIPs")),
                status.get("phase").constantOr(Phase.PENDING, Phase.values(), Phase::text),
                Conditions.isReady(status),
                containers(spec));
    }

    private static List<String> addresses(Field primary, Field all) {
        Set<String> addresses = new LinkedHashSet<>();
        primary.ifPresent()
                .filter(field -> !field.string().isEmpty())
                .ifPresent(field -> addresses.add(Addresses.read(field)));
        all.items().forEach(item -> addresses.add(Addresses.read(item.object().get("ip"))));
        return List.copyOf(addresses);
    }

    private static List<Container> containers(Field spec) {
        List<Container> containers =
                new ArrayList<>(spec.get("initContainers").items(item -> ContainerReader.read(item, true)));
        containers.addAll(spec.get("containers").items(item -> ContainerReader.read(item, false)));
        return containers;
    }
}
