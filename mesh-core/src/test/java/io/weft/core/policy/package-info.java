/** Who is admitted, told by whole values. Start at {@code AuthorizationTest}. Threading: the test's. */
@NullMarked
package io.weft.core.policy;

import org.jspecify.annotations.NullMarked;
