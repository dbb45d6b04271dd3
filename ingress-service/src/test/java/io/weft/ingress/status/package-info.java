/** Start at {@code StatusDutyTest}. Threading: the test's. */
@NullMarked
package io.weft.ingress.status;

import org.jspecify.annotations.NullMarked;
