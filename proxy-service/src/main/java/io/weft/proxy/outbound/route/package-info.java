/**
 * What a route asks for the requests it takes, in words of ours: how long they may last, how often they are tried and what
 * their failures mean. Which it takes is {@code route}'s, where they go {@code discover}'s.
 *
 * <p>Start at {@link io.weft.proxy.outbound.route.Retry}. Threading: immutable and pure, but for
 * {@link io.weft.proxy.outbound.route.RetryBudget}, which any thread may use.
 */
@NullMarked
package io.weft.proxy.outbound.route;

import org.jspecify.annotations.NullMarked;
