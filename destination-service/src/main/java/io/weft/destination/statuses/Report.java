package io.weft.destination.statuses;

import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.ParentStatus;
import io.weft.kubernetes.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/** What the status of an object should say of all that is the mesh's to say. */
public sealed interface Report {
    /** Whose status. */
    ResourceId id();

    /** Of a route: what becomes of each of its parents that is the mesh's. */
    record OfParents(ResourceId id, List<ParentStatus> parents) implements Report {
        public OfParents {
            parents = List.copyOf(parents);
        }
    }

    /** Of anything else: conditions, and what the object is about if its status repeats that. */
    record OfItself(ResourceId id, Optional<Target> target, List<Condition> conditions) implements Report {
        public OfItself {
            conditions = List.copyOf(conditions);
        }
    }

    /** What an object is about. */
    record Target(String group, String kind, String name) {}
}
