/**
 * The certificate authority: which issuer signs, what it signs, and what it refuses.
 *
 * <p>Start at {@link io.weft.identity.ca.Certifier}; {@link io.weft.identity.ca.IssuerReload} decides which keys count. Safe
 * from any thread.
 *
 * @see "wire-behaviour, 2: identity bootstrap and certificates; control-plane, 4: identity"
 */
@NullMarked
package io.weft.identity.ca;

import org.jspecify.annotations.NullMarked;
