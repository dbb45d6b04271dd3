package io.weft.kubernetes.feed;

import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells the listener what is new to it, and nothing else.
 *
 * <p>Order of what changes together: applies by kind as {@link io.weft.kubernetes.resource.ResourceKind} has them
 * (quarantines and Servers first, permissions after them), then deletes the other way round.
 *
 * <p>Threading: the feed's one thread.
 */
public final class Delivery {
    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

    private final FeedListener listener;
    private final Map<ResourceId, Resource> known = new HashMap<>();
    private final Map<ResourceKind, Integer> counts = new EnumMap<>(ResourceKind.class);
    private boolean maybeMissed; // since the last reset the listener took

    public Delivery(FeedListener listener) {
        this.listener = listener;
    }

    /** The first complete state. */
    public void reset(Map<ResourceId, Optional<Resource>> everything) {
        known.clear();
        counts.clear();
        everything.forEach((id, resource) -> resource.ifPresent(present -> {
            known.put(id, present);
            counts.merge(id.kind(), 1, Integer::sum);
        }));
        reset();
    }

    /** Tells everything again if the listener failed since it was told last. */
    public void repair() {
        if (maybeMissed) {
            reset();
        }
    }

    private void reset() {
        maybeMissed = false;
        List<Resource> all = known.values().stream()
                .sorted(Comparator.comparing(Resource::id))
                .toList();
        guarded(() -> listener.reset(all));
    }

    /** What may have changed since. */
    public void changes(Map<ResourceId, Optional<Resource>> changes) {
        List<Resource> applied = new ArrayList<>();
        List<ResourceId> deleted = new ArrayList<>();
        TreeMap<ResourceId, Optional<Resource>> sorted = new TreeMap<>(changes);
        sorted.forEach((id, resource) -> resource.ifPresent(present -> {
            Resource before = known.put(id, present);
            if (before == null) {
                counts.merge(id.kind(), 1, Integer::sum);
            }
            if (!present.equals(before)) {
                applied.add(present);
            }
        }));
        sorted.descendingMap().forEach((id, resource) -> {
            if (resource.isEmpty() && known.remove(id) != null) {
                deleted.add(id);
                counts.computeIfPresent(id.kind(), (kind, count) -> count == 1 ? null : count - 1);
            }
        });
        if (!applied.isEmpty() || !deleted.isEmpty()) {
            guarded(() -> listener.change(List.copyOf(applied), List.copyOf(deleted)));
        }
    }

    /** How many objects of each kind the listener was told of; none of a kind: not named. */
    public Map<ResourceKind, Integer> counts() {
        return Map.copyOf(counts);
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException theirs) {
            maybeMissed = true;
            LOG.log(Level.ERROR, "the feed's listener failed; it will be told everything again", theirs);
        }
    }
}
