package io.weft.destination.told;

import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Told objects that one thread writes and others look at.
 *
 * <p>Threading: safe from any thread. Who looks holds the lock meanwhile.
 */
public final class ToldBoard {
    private final ToldObjects objects; // guarded by this
    private boolean loaded; // guarded by this

    /** @param kinds others are not kept */
    public ToldBoard(Set<ResourceKind> kinds) {
        objects = new ToldObjects(kinds);
    }

    /** {@code all} is everything there is. */
    public synchronized void reset(Collection<? extends Resource> all) {
        objects.reset(all);
        loaded = true;
    }

    /**
     * Takes what changed at once.
     *
     * @return whether it is news
     */
    public synchronized boolean change(List<Resource> applied, List<ResourceId> deleted) {
        boolean news = false;
        for (Resource each : applied) {
            news |= objects.put(each);
        }
        for (ResourceId each : deleted) {
            news |= objects.remove(each);
        }
        return news;
    }

    /** What a look says; empty before everything was told once. */
    public synchronized <T> Optional<T> look(Function<ToldObjects, T> look) {
        return loaded ? Optional.of(look.apply(objects)) : Optional.empty();
    }
}
