/**
 * What a route asks of a request, in words of ours: which requests it takes, how they are changed, how long they may last
 * and how often they are tried. Where they go is {@code discover}'s.
 *
 * <p>Start at {@link io.weft.proxy.outbound.route.HttpMatch}. Threading: immutable and pure, but for
 * {@link io.weft.proxy.outbound.route.RetryBudget}, which any thread may use.
 */
@NullMarked
package io.weft.proxy.outbound.route;

import org.jspecify.annotations.NullMarked;
