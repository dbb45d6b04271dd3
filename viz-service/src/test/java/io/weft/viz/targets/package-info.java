/** What a Prometheus is told of sidecars. Start at {@code PodTargetsTest}. Pure. */
@NullMarked
package io.weft.viz.targets;

import org.jspecify.annotations.NullMarked;
