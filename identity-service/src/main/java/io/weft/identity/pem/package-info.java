/**
 * Keys and certificates as PEM text.
 *
 * <p>Start at {@link io.weft.identity.pem.PemText}. Pure functions, safe from any thread.
 */
@NullMarked
package io.weft.identity.pem;

import org.jspecify.annotations.NullMarked;
