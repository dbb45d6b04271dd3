/** Tests of {@code linkerd run}'s own parts. Start at RunCommandTest. Threading: the test's own. */
@NullMarked
package io.weft.cli.run;

import org.jspecify.annotations.NullMarked;
