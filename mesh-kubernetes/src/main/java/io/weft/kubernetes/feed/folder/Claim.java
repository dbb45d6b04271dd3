package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Set;

/** What a document wants of an id. */
sealed interface Claim {
    Place place();

    ResourceId id();

    /** A readable document: the object is this. */
    record Good(Place place, Resource resource) implements Claim {
        @Override
        public ResourceId id() {
            return resource.id();
        }
    }

    /**
     * An unreadable document: the object stays what it is.
     *
     * @param otherwise what must deny if it never was anything
     */
    record Kept(Place place, ResourceId id, Set<PolicyQuarantine> otherwise) implements Claim {
        public Kept {
            otherwise = Set.copyOf(otherwise);
        }
    }
}
