/**
 * Who may connect to which port of this workload.
 *
 * <p>Start at {@link io.weft.proxy.inbound.policy.PolicyStore}; the judgement is
 * {@link io.weft.proxy.inbound.policy.Authorizer}. Threading: the store is safe from any thread; policies are
 * immutable, verdicts pure.
 */
@NullMarked
package io.weft.proxy.inbound.policy;

import org.jspecify.annotations.NullMarked;
