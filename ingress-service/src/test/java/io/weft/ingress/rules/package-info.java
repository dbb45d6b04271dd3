/** Start at {@code RouteTableTest}. Threading: the test's. */
@NullMarked
package io.weft.ingress.rules;

import org.jspecify.annotations.NullMarked;
