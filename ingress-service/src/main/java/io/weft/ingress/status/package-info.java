/**
 * Writes into the status of each Ingress where it is reached. One replica of several does.
 *
 * <p>Start at {@link io.weft.ingress.status.StatusDuty}. Threading: a thread of its own, which may block.
 */
@NullMarked
package io.weft.ingress.status;

import org.jspecify.annotations.NullMarked;
