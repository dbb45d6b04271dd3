package io.weft.destination.endpoints;

import io.weft.destination.digest.Table;
import io.weft.kubernetes.resource.Node;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which zone every Node stands in.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it. What {@link #zones} gives is immutable.
 */
public final class ZoneIndex {
    private Map<String, String> zones = Map.of();

    /** Zones by node, of the nodes that say one. */
    public Map<String, String> zones() {
        return zones;
    }

    /** Everything as it is now. */
    public Table table() {
        return new Table("zones", zones);
    }

    /** Whether a new or changed Node says something new. */
    public boolean put(Node node) {
        return set(node.metadata().name(), node.zone().orElse(null));
    }

    /** Whether a removal changes anything. */
    public boolean remove(String node) {
        return set(node, null);
    }

    private boolean set(String node, @Nullable String zone) {
        Map<String, String> changed = new HashMap<>(zones);
        if (zone == null) {
            changed.remove(node);
        } else {
            changed.put(node, zone);
        }
        boolean differs = !changed.equals(zones);
        zones = Map.copyOf(changed);
        return differs;
    }
}
