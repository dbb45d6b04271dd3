/** Start at {@code InstallCommandTest}. Threading: the test's. */
@NullMarked
package io.weft.cli.install;

import org.jspecify.annotations.NullMarked;
