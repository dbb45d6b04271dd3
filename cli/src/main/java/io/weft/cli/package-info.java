/**
 * The {@code linkerd} command. Start at {@link io.weft.cli.LinkerdMain}; each subcommand has a package of its own.
 *
 * <p>Threading: commands run on the main thread.
 */
@NullMarked
package io.weft.cli;

import org.jspecify.annotations.NullMarked;
