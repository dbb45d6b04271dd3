/**
 * The mesh's own ingress: what comes from outside is matched by Ingress rules and sent to Services through a sidecar.
 *
 * <p>Start at {@link io.weft.ingress.edge}, where requests pass, or at {@link io.weft.ingress.feed}, where rules come from;
 * {@link io.weft.ingress.app} puts it together. Threading: requests stay on event loops; rules are read and statuses written on
 * threads of their own, and handed over as immutable snapshots.
 */
@NullMarked
package io.weft.ingress;

import org.jspecify.annotations.NullMarked;
