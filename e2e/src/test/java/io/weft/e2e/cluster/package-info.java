/**
 * Programs from {@code dist/} against a real API server, the one of {@code KUBECONFIG}; skipped without.
 *
 * <p>Start at {@link io.weft.e2e.cluster.IdentityIT}. Each test class makes a namespace, and what rights it needs, and removes
 * them. Threading: a test class uses one thread.
 */
@NullMarked
package io.weft.e2e.cluster;

import org.jspecify.annotations.NullMarked;
