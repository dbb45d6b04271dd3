/**
 * API servers of the tests' own.
 *
 * <p>Start at {@link io.weft.testkit.cluster.FakeApiServer}, which says what the test wants, or at
 * {@link io.weft.testkit.cluster.ObjectServer}, which keeps what is written. They answer on threads of their own; safe from any
 * thread.
 */
@NullMarked
package io.weft.testkit.cluster;

import org.jspecify.annotations.NullMarked;
