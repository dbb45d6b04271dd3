/**
 * What the authority does, as Kubernetes Events.
 *
 * <p>Start at {@link io.weft.identity.events.AuthorityEvents}. Called by the authority's threads; writing happens elsewhere.
 *
 * @see "control-plane, 4: events"
 */
@NullMarked
package io.weft.identity.events;

import org.jspecify.annotations.NullMarked;
