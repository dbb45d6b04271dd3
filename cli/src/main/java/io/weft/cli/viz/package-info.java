/**
 * Asks viz-service for rows and edges, and prints them: {@code linkerd stat}, {@code linkerd edges}.
 *
 * <p>Start at {@link io.weft.cli.viz.Viz}, and at {@link io.weft.cli.viz.StatCommand} and
 * {@link io.weft.cli.viz.EdgesCommand}. Threading: the command's thread.
 */
@NullMarked
package io.weft.cli.viz;

import org.jspecify.annotations.NullMarked;
