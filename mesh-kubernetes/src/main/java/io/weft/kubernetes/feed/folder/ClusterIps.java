package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
     * @param path {@code cluster-ips.json}, or the directory it is in
     * @throws IOException if the file is there and cannot be read
     */
    public static ClusterIps read(Path path) throws IOException {
        Path directory = path.endsWith(ClusterIpFile.NAME) ? path.resolveSibling("") : path;
        Map<ResourceId, String> addresses = new HashMap<>();
        new ClusterIpFile(directory).read().forEach((key, address) -> addresses.put(id(key), address));
        return new ClusterIps(addresses);
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
