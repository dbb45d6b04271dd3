/** What the commands print of answers that are canned. Start at {@code StatCommandTest}. Threading: the test's. */
@NullMarked
package io.weft.cli.viz;

import org.jspecify.annotations.NullMarked;
