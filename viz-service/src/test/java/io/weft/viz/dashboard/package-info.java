/** Tests of {@code io.weft.viz.dashboard}. */
@NullMarked
package io.weft.viz.dashboard;

import org.jspecify.annotations.NullMarked;
