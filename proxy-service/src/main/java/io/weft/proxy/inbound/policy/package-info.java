/**
 * Who may connect to which port of this workload.
 *
 * <p>Start at {@link io.weft.proxy.inbound.policy.PolicyStore}; the judgement is {@link io.weft.proxy.inbound.policy.Authorizer}.
 */
@NullMarked
package io.weft.proxy.inbound.policy;

import org.jspecify.annotations.NullMarked;
