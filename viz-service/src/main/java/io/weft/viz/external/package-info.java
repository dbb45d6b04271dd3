/**
 * What workloads have to do, as an API server's {@code external.metrics.k8s.io}: a HorizontalPodAutoscaler asks for it.
 *
 * <p>Start at {@link io.weft.viz.external.ExternalMetricsApi}; {@code LoadClient} asks whoever has the metrics. Threading: on the web
 * server's event loops.
 */
@NullMarked
package io.weft.viz.external;

import org.jspecify.annotations.NullMarked;
