/**
 * The Kubernetes feed on an API server of the tests' own, and on a real one where {@code KUBECONFIG} names it. Start at
 * {@code KubernetesFeedTest}. Threading: the server answers on threads of its own.
 */
@NullMarked
package io.weft.kubernetes.feed.kubernetes;

import org.jspecify.annotations.NullMarked;
