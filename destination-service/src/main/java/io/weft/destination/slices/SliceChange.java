package io.weft.destination.slices;

import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.ResourceId;

/** What is to be done to one EndpointSlice. */
public sealed interface SliceChange {
    /** Of which. */
    ResourceId id();

    /** It is to be there, with these endpoints and ports. */
    record Put(EndpointSlice slice) implements SliceChange {
        @Override
        public ResourceId id() {
            return slice.id();
        }
    }

    /** It is not to be there. */
    record Remove(ResourceId id) implements SliceChange {}
}
