/**
 * The programs that run beside a sidecar in a pod: {@code proxy-init} sets the redirect rules before anything else starts,
 * {@code network-validator} looks whether somebody else has set them, and {@code proxy-await} waits until the sidecar is ready.
 *
 * <p>Start at {@link io.weft.init.InitMain}. Threading: the main thread; the validator's one server has a
 * thread of its own.
 */
@NullMarked
package io.weft.init;

import org.jspecify.annotations.NullMarked;
