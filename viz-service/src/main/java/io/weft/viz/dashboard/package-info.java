/**
 * The HTTP side: two questions answered as JSON, and one page that asks them.
 *
 * <p>Start at {@link io.weft.viz.dashboard.MetricsApi} and {@link io.weft.viz.dashboard.HostGuard}. Threading: the web server's
 * event loops; answers are computed from memory and do not block.
 */
@NullMarked
package io.weft.viz.dashboard;

import org.jspecify.annotations.NullMarked;
