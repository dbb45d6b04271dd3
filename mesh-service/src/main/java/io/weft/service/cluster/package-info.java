/**
 * The API server, asked and told: who a token's bearer is, what a bearer may do, who leads, and Events. Only with
 * {@code mesh.feed.kind=kubernetes}.
 *
 * <p>Start at {@link io.weft.service.cluster.TokenReviews}, or {@link io.weft.service.cluster.LeaderLease}. Questions block for up to
 * some seconds: never ask on an event loop or on the bounded pool. Safe from any thread.
 */
@NullMarked
package io.weft.service.cluster;

import org.jspecify.annotations.NullMarked;
