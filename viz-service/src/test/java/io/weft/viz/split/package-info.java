/** The stream of splits. Start at {@code SplitsClientTest}. Threading: the test's. */
@NullMarked
package io.weft.viz.split;

import org.jspecify.annotations.NullMarked;
