/**
 * What the sidecars of new pods are told beyond what injection tells them: whom to show their traffic, where to send spans.
 *
 * <p>Start at {@link io.weft.viz.sidecar.TapInjection}. Threading: safe from any thread; may block for the API server.
 *
 * @see "viz, 4.1 and 9"
 */
@NullMarked
package io.weft.viz.sidecar;

import org.jspecify.annotations.NullMarked;
