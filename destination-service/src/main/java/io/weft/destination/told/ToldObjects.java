package io.weft.destination.told;

import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The objects of some kinds, as a feed tells them.
 *
 * <p>Threading: not safe; its owner guards it.
 */
public final class ToldObjects {
    private final Predicate<Resource> kept;
    private final TreeMap<ResourceId, Resource> objects = new TreeMap<>();

    /** @param kinds others are not kept */
    public ToldObjects(Set<ResourceKind> kinds) {
        this(ofKinds(Set.copyOf(kinds)));
    }

    /** @param kept others are not kept */
    public ToldObjects(Predicate<Resource> kept) {
        this.kept = kept;
    }

    private static Predicate<Resource> ofKinds(Set<ResourceKind> kinds) {
        return resource -> kinds.contains(resource.kind());
    }

    /**
     * Takes a new or changed object.
     *
     * @return whether that says anything new
     */
    public boolean put(Resource resource) {
        return kept.test(resource) ? !resource.equals(objects.put(resource.id(), resource)) : remove(resource.id());
    }

    /**
     * Forgets an object.
     *
     * @return whether it was there
     */
    public boolean remove(ResourceId id) {
        return objects.remove(id) != null;
    }

    /** {@code all} is everything there is. */
    public void reset(Collection<? extends Resource> all) {
        objects.clear();
        all.forEach(this::put);
    }

    /** All of a type, by kind, namespace and name. */
    public <R extends Resource> Stream<R> all(Class<R> type) {
        return objects.values().stream().filter(type::isInstance).map(type::cast);
    }

    /** The object of that name. */
    public Optional<Resource> get(ResourceKind kind, String namespace, String name) {
        return Optional.ofNullable(objects.get(new ResourceId(kind, namespace, name)));
    }
}
