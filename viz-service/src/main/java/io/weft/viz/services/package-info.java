/**
 * Which Services there are, as destination-service tells it.
 *
 * <p>Start at {@link io.weft.viz.services.ServicesClient}; {@link io.weft.viz.services.KnownServices} is what the others read.
 * Generated messages stop here. Threading: snapshots are immutable; each replaces the one before.
 */
@NullMarked
package io.weft.viz.services;

import org.jspecify.annotations.NullMarked;
