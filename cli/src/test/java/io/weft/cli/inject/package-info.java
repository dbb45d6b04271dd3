/** Start at {@link io.weft.cli.inject.InjectCommandTest}. Threading: the test's thread. */
@NullMarked
package io.weft.cli.inject;

import org.jspecify.annotations.NullMarked;
