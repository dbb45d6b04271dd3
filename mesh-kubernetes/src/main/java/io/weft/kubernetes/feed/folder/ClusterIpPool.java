package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.Service;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives addresses to Services that have none, and sees to it that no address belongs to two Services.
 *
 * <p>An address once given stays with the Service's name, also while there is no such Service, until someone writes that
 * address by hand or {@link #MAX_ABSENT} younger names are gone too. A Service whose hand-written address belongs to another
 * one is not let in; who came first stays.
 *
 * <p>Deterministic. Cost: constant per Service while the range is far from full.
 */
final class ClusterIpPool {
    /** How many names are remembered beyond those of Services that stand. */
    static final int MAX_ABSENT = 10_000;

    private final LinkedHashMap<String, String> remembered;
    private final Map<String, String> owners = new HashMap<>(); // by address: key of the Service it was given to
    private final Map<String, ResourceId> claimed = new HashMap<>(); // by address: Service that stands and wrote it
    private final Map<ResourceId, List<String>> claims = new HashMap<>();
    private final Set<String> standing = new HashSet<>(); // keys of Services that stand with a given address
    private boolean changed;

    /** @param remembered addresses by {@code ns/service}, oldest first */
    ClusterIpPool(Map<String, String> remembered) {
        this.remembered = new LinkedHashMap<>(remembered);
        remembered.forEach((key, address) -> owners.put(address, key));
    }

    /** The Service with its address; empty if the one it wrote belongs to another. Replaces what it had before. */
    Optional<Service> place(Service service) {
        release(service.id());
        if (!service.clusterIps().isEmpty()) {
            return claim(service) ? Optional.of(service) : Optional.empty();
        }
        if (service.headless() || service.type() == Service.Type.EXTERNAL_NAME) {
            return Optional.of(service);
        }
        return Optional.of(service.withClusterIp(give(ClusterIps.key(service.id()))));
    }

    /** The Service does not stand any more; an address given to it stays remembered. */
    void release(ResourceId id) {
        standing.remove(ClusterIps.key(id));
        List<String> written = claims.remove(id);
        if (written != null) {
            written.forEach(claimed::remove);
        }
    }

    /** Whether an address was given to the Service before. */
    boolean remembers(ResourceId id) {
        return remembered.containsKey(ClusterIps.key(id));
    }

    /** Whom an address belongs to that {@code service} wrote and did not get. */
    Optional<String> holder(Service service) {
        return service.clusterIps().stream()
                .flatMap(address -> holder(address, service.id()).stream())
                .findFirst();
    }

    /** What is to be remembered, or empty if that has not changed since the last call. */
    Optional<Map<String, String>> drainChanges() {
        if (!changed) {
            return Optional.empty();
        }
        forgetOldest();
        changed = false;
        return Optional.of(new LinkedHashMap<>(remembered));
    }

    /** What was drained could not be stored; it is to be drained again. */
    void stillChanged() {
        changed = true;
    }

    private boolean claim(Service service) {
        if (holder(service).isPresent()) {
            return false;
        }
        String key = ClusterIps.key(service.id());
        for (String address : service.clusterIps()) {
            String owner = owners.get(address);
            if (owner != null && !owner.equals(key)) {
                forget(owner);
            }
            claimed.put(address, service.id());
        }
        claims.put(service.id(), service.clusterIps());
        return true;
    }

    /** Empty if {@code address} is free for {@code id}. */
    private Optional<String> holder(String address, ResourceId id) {
        Optional<String> writer = Optional.ofNullable(claimed.get(address)).map(ClusterIps::key);
        return writer.or(() -> Optional.ofNullable(owners.get(address)).filter(standing::contains))
                .filter(other -> !other.equals(ClusterIps.key(id)));
    }

    private String give(String key) {
        String address = remembered.get(key);
        if (address == null) {
            address = free(key);
            remembered.put(key, address);
            owners.put(address, key);
            changed = true;
        }
        standing.add(key);
        return address;
    }

    private String free(String key) {
        int start = ClusterIpRange.start(key);
        for (int i = 0; i < ClusterIpRange.SIZE; i++) {
            String candidate = ClusterIpRange.address((start + i) % ClusterIpRange.SIZE);
            if (!owners.containsKey(candidate) && !claimed.containsKey(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("every address of 10.96.0.0/12 is in use; delete Services");
    }

    private void forget(String key) {
        String address = remembered.remove(key);
        if (address != null) {
            owners.remove(address);
            changed = true;
        }
    }

    private void forgetOldest() {
        int surplus = remembered.size() - standing.size() - MAX_ABSENT;
        if (surplus > 0) {
            remembered.keySet().stream()
                    .filter(key -> !standing.contains(key))
                    .limit(surplus)
                    .toList()
                    .forEach(this::forget);
        }
    }
}
