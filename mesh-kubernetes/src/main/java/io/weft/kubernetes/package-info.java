/**
 * Kubernetes objects as Weft reads them ({@link io.weft.kubernetes.resource}) and the feeds that deliver them as reset,
 * apply and delete ({@link io.weft.kubernetes.feed}).
 */
@NullMarked
package io.weft.kubernetes;

import org.jspecify.annotations.NullMarked;
