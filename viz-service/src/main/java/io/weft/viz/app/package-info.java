/**
 * Puts the service together.
 *
 * <p>Start at {@link io.weft.viz.app.VizApplication}. Beans are made on the main thread at start.
 */
@NullMarked
package io.weft.viz.app;

import org.jspecify.annotations.NullMarked;
