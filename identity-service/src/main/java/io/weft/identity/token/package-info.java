/**
 * Tokens: who a workload is. The API server knows; on one machine, where there is none, this service signs them.
 *
 * <p>Start at {@link io.weft.identity.token.TokenReviewer} and {@link io.weft.identity.token.TokenMint}. Safe from any
 * thread; a review by the API server blocks. No token is ever logged or quoted in an error.
 *
 * @see "docs/design/one-machine.md, Tokens"
 */
@NullMarked
package io.weft.identity.token;

import org.jspecify.annotations.NullMarked;
