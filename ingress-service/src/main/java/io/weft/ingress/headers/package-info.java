/**
 * What becomes of header fields on the way in and out. Pure.
 *
 * <p>Start at {@link io.weft.ingress.headers.ForwardedHeaders}. Safe from any thread.
 */
@NullMarked
package io.weft.ingress.headers;

import org.jspecify.annotations.NullMarked;
