/** The whole service over HTTP. Start at {@code VizApplicationTest}. Threading: the test's. */
@NullMarked
package io.weft.viz.app;

import org.jspecify.annotations.NullMarked;
