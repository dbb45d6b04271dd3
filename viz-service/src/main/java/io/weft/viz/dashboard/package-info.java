/**
 * The HTTP side: questions answered as JSON, the mesh as a stream of events, and the page that shows both.
 *
 * <p>Start at {@link io.weft.viz.dashboard.MetricsApi}, {@link io.weft.viz.dashboard.LiveMesh} and
 * {@link io.weft.viz.dashboard.HostGuard}. Threading: the web server's
 * event loops; answers are computed from memory and do not block.
 */
@NullMarked
package io.weft.viz.dashboard;

import org.jspecify.annotations.NullMarked;
