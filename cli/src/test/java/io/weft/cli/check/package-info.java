/** Every check, well and unwell, and what is printed of it. Start at {@code CheckRunnerTest}. Threading: the test's. */
@NullMarked
package io.weft.cli.check;

import org.jspecify.annotations.NullMarked;
