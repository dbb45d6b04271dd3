package io.weft.kubernetes.resource;

import java.util.Map;

/** Reads Nodes. Of their labels, which a kubelet changes often, only the zone is kept. */
final class NodeReader implements KindReader {
    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        return new Node(
                new Metadata(
                        "",
                        metadata.name(),
                        Map.of(),
                        Map.of(),
                        metadata.creationTimestamp(),
                        metadata.ownerReferences()),
                metadata.label(KnownLabels.ZONE).filter(zone -> !zone.isEmpty()));
    }
}
