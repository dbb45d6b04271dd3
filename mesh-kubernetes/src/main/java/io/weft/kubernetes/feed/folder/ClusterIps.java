package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The addresses the folder feed gave to Services that have none of their own: a reading of its state file.
 *
 * <p>Threading: immutable.
 *
 * @param addresses by Service
 * @see "one-machine: run/destination/cluster-ips.json"
 */
public record ClusterIps(Map<ResourceId, String> addresses) {
    public ClusterIps {
        addresses = Map.copyOf(addresses);
    }

    /**
     * Reads the state file of a feed; empty if the feed has not written one yet. May be called while the feed runs.
     *
     * @param stateDirectory the feed's state directory
     * @throws IOException if the file is there and cannot be read
     */
    public static ClusterIps read(Path stateDirectory) throws IOException {
        return new ClusterIps(new ClusterIpFile(stateDirectory)
                .read().entrySet().stream()
                        .collect(Collectors.toMap(entry -> id(entry.getKey()), Map.Entry::getValue)));
    }

    /** The address given to a Service, if one was. */
    public Optional<String> of(String namespace, String service) {
        return Optional.ofNullable(addresses.get(new ResourceId(ResourceKind.SERVICE, namespace, service)));
    }

    static String key(ResourceId service) {
        return service.namespace() + "/" + service.name();
    }

    static ResourceId id(String key) {
        int slash = key.indexOf('/');
        return new ResourceId(ResourceKind.SERVICE, key.substring(0, slash), key.substring(slash + 1));
    }
}
