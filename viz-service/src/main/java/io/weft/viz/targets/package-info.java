/**
 * Tells a Prometheus which sidecars there are.
 *
 * <p>Start at {@link io.weft.viz.targets.PodTargets}. Threading: pure; asked on the web server's threads.
 */
@NullMarked
package io.weft.viz.targets;

import org.jspecify.annotations.NullMarked;
