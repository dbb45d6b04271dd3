/**
 * A small shop that knows nothing of any mesh: {@code web} (HTTP) asks {@code catalog} and {@code votes} (gRPC);
 * {@code load} and {@code caller} ask web and keep count.
 *
 * <p>Start at {@link io.weft.examples.ExampleMain}. Every program is thread-safe and runs until it is closed.
 */
@NullMarked
package io.weft.examples;

import org.jspecify.annotations.NullMarked;
