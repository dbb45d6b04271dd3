/** Tables, durations and lines shown again and again. Start at {@code TableTest}. Threading: the test's. */
@NullMarked
package io.weft.cli.output;

import org.jspecify.annotations.NullMarked;
