/** {@code linkerd completion}. Start at {@link io.weft.cli.completion.CompletionCommand}. Threading: the main thread. */
@NullMarked
package io.weft.cli.completion;

import org.jspecify.annotations.NullMarked;
