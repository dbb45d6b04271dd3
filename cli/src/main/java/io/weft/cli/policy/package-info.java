/**
 * {@code linkerd authz}: which policies a resource's traffic meets, by the manifests of this machine or the objects of a
 * cluster.
 *
 * <p>Start at {@link io.weft.cli.policy.PoliciesCommand}; {@code PolicyRows} decides what applies.
 *
 * <p>Threading: the command's thread.
 */
@NullMarked
package io.weft.cli.policy;

import org.jspecify.annotations.NullMarked;
