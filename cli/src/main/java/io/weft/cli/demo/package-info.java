/**
 * A mesh, a small shop in it, traffic, and a verdict: {@code linkerd demo}.
 *
 * <p>Start at {@link io.weft.cli.demo.DemoCommand}; what must be true is in {@code Shop} and {@code Verdict}, both pure.
 * Threading: the command's thread; workloads are started on threads of their own.
 */
@NullMarked
package io.weft.cli.demo;

import org.jspecify.annotations.NullMarked;
