/**
 * Prometheus as it is installed on this machine, and its {@code promtool}.
 *
 * <p>Start at {@link io.weft.testkit.prometheus.PrometheusServer} and {@link io.weft.testkit.prometheus.Promtool}; where they
 * are not installed, the test that wants them is skipped and says so. Confined to the test's thread.
 */
@NullMarked
package io.weft.testkit.prometheus;

import org.jspecify.annotations.NullMarked;
