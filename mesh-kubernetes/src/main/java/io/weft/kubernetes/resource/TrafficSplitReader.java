package io.weft.kubernetes.resource;

import java.util.List;

/**
 * Reads TrafficSplits. What {@code matches} says is not looked at: a split takes all of its service's traffic.
 *
 * @see "crds, 14"
 */
final class TrafficSplitReader implements KindReader {
    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec").objectOf("service", "backends", "matches");
        List<TrafficSplit.Backend> backends = spec.get("backends").items(TrafficSplitReader::backend);
        spec.get("backends").require(!backends.isEmpty(), "at least one backend is required");
        return new TrafficSplit(metadata, Names.service(spec.get("service")), backends);
    }

    private static TrafficSplit.Backend backend(Field backend) {
        backend.objectOf("service", "weight");
        return new TrafficSplit.Backend(
                Names.service(backend.get("service")), WeightReader.read(backend.get("weight")));
    }
}
