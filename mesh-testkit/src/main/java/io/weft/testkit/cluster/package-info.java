/**
 * An API server that says what the test wants.
 *
 * <p>Start at {@link io.weft.testkit.cluster.FakeApiServer}. It answers on threads of its own; safe from any thread.
 */
@NullMarked
package io.weft.testkit.cluster;

import org.jspecify.annotations.NullMarked;
