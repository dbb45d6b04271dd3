/**
 * Pages of a cluster, and a browser that is not there.
 *
 * <p>Start at {@link io.weft.cli.dashboard.VizDashboardCommandTest}. Threading: the test's own.
 */
@NullMarked
package io.weft.cli.dashboard;

import org.jspecify.annotations.NullMarked;
