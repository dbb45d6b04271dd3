/**
 * Which EndpointSlices there should be for ExternalWorkloads, and where they are not.
 *
 * <p>Start at {@link io.weft.destination.slices.ExternalSlices}. Pure; nothing is written here. Threading: safe from any thread.
 */
@NullMarked
package io.weft.destination.slices;

import org.jspecify.annotations.NullMarked;
