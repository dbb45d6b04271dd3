/** Start at {@code EdgeTest}. Threading: the test's. */
@NullMarked
package io.weft.ingress.edge;

import org.jspecify.annotations.NullMarked;
