/**
 * What commands print. Start at {@link io.weft.cli.output.Console}. Threading: the command's thread, unless a class says
 * otherwise.
 */
@NullMarked
package io.weft.cli.output;

import org.jspecify.annotations.NullMarked;
