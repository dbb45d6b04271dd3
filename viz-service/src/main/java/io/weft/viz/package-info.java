/** Metrics API, edges and the dashboard. */
@NullMarked
package io.weft.viz;

import org.jspecify.annotations.NullMarked;
