/** Ratios against peers started beside us. */
@NullMarked
package io.weft.benchmarks;

import org.jspecify.annotations.NullMarked;
