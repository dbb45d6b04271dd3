/** {@code linkerd up}. Start at {@link io.weft.cli.up.UpCommand}. Threading: the main thread; signals arrive on another. */
@NullMarked
package io.weft.cli.up;

import org.jspecify.annotations.NullMarked;
