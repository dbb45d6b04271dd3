package io.weft.kubernetes.feed;

import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Remembers what a feed told, and what stands after it. Safe from any thread. */
public final class Recorder implements FeedListener {
    private final List<String> calls = new ArrayList<>();
    private final Map<ResourceId, Resource> standing = new TreeMap<>();

    @Override
    public synchronized void reset(Collection<Resource> all) {
        calls.add("reset");
        standing.clear();
        all.forEach(resource -> standing.put(resource.id(), resource));
    }

    @Override
    public synchronized void apply(Resource resource) {
        calls.add("apply " + resource.id());
        standing.put(resource.id(), resource);
    }

    @Override
    public synchronized void delete(ResourceId id) {
        calls.add("delete " + id);
        standing.remove(id);
    }

    /** The calls since the last time this was asked. */
    public synchronized List<String> drain() {
        List<String> drained = List.copyOf(calls);
        calls.clear();
        return drained;
    }

    /** Ids of what stands, as text, in order. */
    public synchronized List<String> standing() {
        return standing.keySet().stream().map(ResourceId::toString).toList();
    }

    /** What stands, whole. */
    public synchronized Map<ResourceId, Resource> everything() {
        return new TreeMap<>(standing);
    }

    public synchronized <R extends Resource> Optional<R> find(Class<R> type, String namespace, String name) {
        return all(type).stream()
                .filter(each -> each.metadata().namespace().equals(namespace)
                        && each.metadata().name().equals(name))
                .findFirst();
    }

    public synchronized <R extends Resource> List<R> all(Class<R> type) {
        return standing.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
