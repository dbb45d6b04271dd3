/**
 * Programs from {@code dist/} against a real API server, the one of {@code KUBECONFIG}; skipped without.
 *
 * <p>Start at {@code SharedMesh}, which the tests of a whole mesh share. Each test class makes namespaces, and removes
 * them. Threading: a test class uses one thread.
 */
@NullMarked
package io.weft.e2e.cluster;

import org.jspecify.annotations.NullMarked;
