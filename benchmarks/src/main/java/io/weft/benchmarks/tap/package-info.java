/**
 * What it costs a workload that its requests are looked at as they pass: its sidecar's processor time for a request with a tap open
 * and with none, in turn.
 *
 * <p>Start at {@link io.weft.benchmarks.tap.TapMain}. Threading: the main thread; the load and the tap are processes of their own.
 */
@NullMarked
package io.weft.benchmarks.tap;

import org.jspecify.annotations.NullMarked;
