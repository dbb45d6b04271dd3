/**
 * Wires the service: settings, beans, start and stop.
 *
 * <p>Start at {@link io.weft.destination.app.DestinationApplication}. The only package that knows all others, and
 * Spring. Threading: Spring's start and stop, one at a time.
 */
@NullMarked
package io.weft.destination.app;

import org.jspecify.annotations.NullMarked;
