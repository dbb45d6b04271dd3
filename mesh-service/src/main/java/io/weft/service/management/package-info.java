/**
 * The management port: health and metrics, nothing else.
 *
 * <p>Start at {@link io.weft.service.management.MetricsPathConfiguration}; the rest is Actuator with the settings of
 * {@code mesh-defaults.properties}. Requests run on the web server's event loop.
 */
@NullMarked
package io.weft.service.management;

import org.jspecify.annotations.NullMarked;
