/**
 * Golden files are trusted by other tests, and so tested themselves. Start at {@code GoldenTest}. Threading: the
 * test's.
 */
@NullMarked
package io.weft.testkit.golden;

import org.jspecify.annotations.NullMarked;
