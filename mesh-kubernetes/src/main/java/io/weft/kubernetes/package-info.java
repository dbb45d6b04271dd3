/**
 * Kubernetes objects as Weft reads them, and the feeds that deliver them as reset, apply and delete.
 *
 * <p>Start at {@link io.weft.kubernetes.resource} for the objects, which are immutable, and at
 * {@link io.weft.kubernetes.feed} for the feeds. Threading: a feed tells its listener everything on one thread.
 */
@NullMarked
package io.weft.kubernetes;

import org.jspecify.annotations.NullMarked;
