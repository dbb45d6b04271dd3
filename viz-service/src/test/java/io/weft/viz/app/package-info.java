/** Tests of {@code io.weft.viz.app}. */
@NullMarked
package io.weft.viz.app;

import org.jspecify.annotations.NullMarked;
