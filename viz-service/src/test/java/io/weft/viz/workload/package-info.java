/** Tests of {@code io.weft.viz.workload}. */
@NullMarked
package io.weft.viz.workload;

import org.jspecify.annotations.NullMarked;
