/** Tests of {@code io.weft.viz.metrics}. */
@NullMarked
package io.weft.viz.metrics;

import org.jspecify.annotations.NullMarked;
