/** Tests of {@code io.weft.viz.window}. */
@NullMarked
package io.weft.viz.window;

import org.jspecify.annotations.NullMarked;
