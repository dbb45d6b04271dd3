/**
 * The programs that run beside a sidecar in a pod: {@code proxy-init} sets the redirect rules before anything else starts, and
 * {@code proxy-await} waits until the sidecar is ready.
 *
 * <p>Start at {@link io.weft.init.InitMain}. Threading: the main thread only.
 */
@NullMarked
package io.weft.init;

import org.jspecify.annotations.NullMarked;
