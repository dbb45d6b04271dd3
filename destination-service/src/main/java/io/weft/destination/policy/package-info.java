/**
 * Who may connect to a port of a workload, and how clients treat traffic to a service.
 *
 * <p>Start at {@link io.weft.destination.policy.InboundPolicies} and {@link io.weft.destination.policy.OutboundPolicyJoin}.
 * {@code *Join}s are pure; {@link io.weft.destination.policy.PolicyIndex} holds the objects. Knows no feed and no gRPC.
 */
@NullMarked
package io.weft.destination.policy;

import org.jspecify.annotations.NullMarked;
