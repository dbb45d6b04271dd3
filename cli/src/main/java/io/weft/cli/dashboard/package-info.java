/**
 * The pages of extensions in a cluster, brought to a browser on this machine.
 *
 * <p>Start at {@link io.weft.cli.dashboard.VizDashboardCommand}. Threading: the main thread, until somebody interrupts it; the
 * forwarded port has threads of its own.
 */
@NullMarked
package io.weft.cli.dashboard;

import org.jspecify.annotations.NullMarked;
