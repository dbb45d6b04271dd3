/**
 * A Prometheus that scrapes the sidecars, as the source of metrics in place of our own memory.
 *
 * <p>Start at {@link io.weft.viz.prometheus.PrometheusSource}; {@code Promql} has the questions, {@code PrometheusClient} puts
 * them. Threading: who asks waits; the HTTP client's event loops read the answers.
 */
@NullMarked
package io.weft.viz.prometheus;

import org.jspecify.annotations.NullMarked;
