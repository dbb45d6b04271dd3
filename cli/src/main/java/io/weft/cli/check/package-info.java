/**
 * Finds out what is wrong with a mesh on one machine: {@code linkerd check}.
 *
 * <p>Start at {@link io.weft.cli.check.CheckCommand} and {@code FolderModeChecks}; what a check looks at is behind
 * {@code MeshView}. Threading: the command's thread.
 */
@NullMarked
package io.weft.cli.check;

import org.jspecify.annotations.NullMarked;
