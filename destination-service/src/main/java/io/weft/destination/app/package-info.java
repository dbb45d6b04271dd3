/**
 * Wires the service: settings, beans, start and stop.
 *
 * <p>Start at {@link io.weft.destination.app.DestinationApplication}. The only package that knows all others, and Spring.
 */
@NullMarked
package io.weft.destination.app;

import org.jspecify.annotations.NullMarked;
