/**
 * {@code linkerd diagnostics}: what services and sidecars know, as they know it.
 *
 * <p>Start at {@link io.weft.cli.diagnostics.DiagnosticsCommand}. {@link io.weft.cli.diagnostics.MeshInside} is the way to a
 * running mesh, which tests replace. Threading: the command's one thread.
 */
@NullMarked
package io.weft.cli.diagnostics;

import org.jspecify.annotations.NullMarked;
