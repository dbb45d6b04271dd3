/**
 * Manual time is trusted by other tests, and so tested itself. Start at {@code ManualTimeTest}. Threading: the test's.
 */
@NullMarked
package io.weft.testkit.time;

import org.jspecify.annotations.NullMarked;
