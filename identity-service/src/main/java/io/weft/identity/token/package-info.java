/**
 * Tokens: who a workload is, signed by this service on one machine.
 *
 * <p>Start at {@link io.weft.identity.token.TokenReviewer} and {@link io.weft.identity.token.TokenMint}. Safe from any
 * thread. No token is ever logged or quoted in an error.
 *
 * @see "docs/design/one-machine.md, Tokens"
 */
@NullMarked
package io.weft.identity.token;

import org.jspecify.annotations.NullMarked;
