/** What is kept out of a cluster, row by row. Start at {@code ResourceAdmissionTest}. Threading: the test's. */
@NullMarked
package io.weft.destination.admission;

import org.jspecify.annotations.NullMarked;
