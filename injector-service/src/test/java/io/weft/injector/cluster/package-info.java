/** Start at {@code LiveClusterTest}. Threading: the test's. */
@NullMarked
package io.weft.injector.cluster;

import org.jspecify.annotations.NullMarked;
