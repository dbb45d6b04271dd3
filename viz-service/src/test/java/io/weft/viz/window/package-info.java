/** What is read from an exposition, and what is kept of it. Start at {@code MetricStoreTest}. Threading: the test's. */
@NullMarked
package io.weft.viz.window;

import org.jspecify.annotations.NullMarked;
