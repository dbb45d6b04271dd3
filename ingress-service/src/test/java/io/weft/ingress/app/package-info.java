/** Start at {@code IngressApplicationTest}. Threading: the test's. */
@NullMarked
package io.weft.ingress.app;

import org.jspecify.annotations.NullMarked;
