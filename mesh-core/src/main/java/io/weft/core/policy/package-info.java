/**
 * Who may connect to a workload's port, and how that port is served: what the control plane joins and the proxy enforces.
 *
 * <p>Start at {@link io.weft.core.policy.ServerPolicy}; {@link io.weft.core.policy.Authorization} holds the decision.
 * Everything here is immutable and pure.
 */
@NullMarked
package io.weft.core.policy;

import org.jspecify.annotations.NullMarked;
