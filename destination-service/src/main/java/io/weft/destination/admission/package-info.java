/**
 * Keeps objects out of a cluster that the mesh could not use, with the words by which a feed would refuse them.
 *
 * <p>Start at {@link io.weft.destination.admission.ResourceAdmission}. Threading: stateless.
 */
@NullMarked
package io.weft.destination.admission;

import org.jspecify.annotations.NullMarked;
