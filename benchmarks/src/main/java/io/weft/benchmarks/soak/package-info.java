/**
 * Whether sidecars and destination-service stay as they are while requests come for hours: no request fails, and nothing grows.
 *
 * <p>Start at {@link io.weft.benchmarks.soak.SoakMain}. Threading: the main thread, which looks at processes; the load is a
 * process of its own, and an outage of the control plane is kept up by a thread of its own.
 */
@NullMarked
package io.weft.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
