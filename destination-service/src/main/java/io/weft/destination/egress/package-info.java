/**
 * Destinations outside the cluster, as EgressNetworks describe them.
 *
 * <p>Start at {@link io.weft.destination.egress.EgressIndex}; {@link io.weft.destination.egress.MeshNetwork} is immutable.
 * Threading: the index is guarded by the lock of the one index that owns it.
 */
@NullMarked
package io.weft.destination.egress;

import org.jspecify.annotations.NullMarked;
