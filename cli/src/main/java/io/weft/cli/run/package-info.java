/** {@code linkerd run}. Start at {@link io.weft.cli.run.RunCommand}. Threading: the main thread; signals arrive on another. */
@NullMarked
package io.weft.cli.run;

import org.jspecify.annotations.NullMarked;
