/**
 * Which pods are told of tap and of a collector.
 *
 * <p>Start at {@link io.weft.viz.sidecar.TapInjectionTest}. Threading: the test's own.
 */
@NullMarked
package io.weft.viz.sidecar;

import org.jspecify.annotations.NullMarked;
