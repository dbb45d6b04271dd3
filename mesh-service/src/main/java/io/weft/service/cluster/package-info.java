/**
 * The API server, asked: who a token's bearer is, and what a bearer may do. Only with {@code mesh.feed.kind=kubernetes}.
 *
 * <p>Start at {@link io.weft.service.cluster.TokenReviews}. Calls block for up to some seconds: never on an event loop or on
 * the bounded pool. Safe from any thread.
 */
@NullMarked
package io.weft.service.cluster;

import org.jspecify.annotations.NullMarked;
