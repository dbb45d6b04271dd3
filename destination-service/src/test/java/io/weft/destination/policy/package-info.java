/**
 * Policies as tables: objects, a workload, a port; who gets through? Start at {@code ServerSelectionTest}. Threading:
 * the test's.
 */
@NullMarked
package io.weft.destination.policy;

import org.jspecify.annotations.NullMarked;
