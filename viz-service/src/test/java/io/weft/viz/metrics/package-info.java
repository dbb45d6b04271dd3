/** Rows and edges of an imaginary shop. Start at {@code StatQueryTest}. Threading: the test's. */
@NullMarked
package io.weft.viz.metrics;

import org.jspecify.annotations.NullMarked;
