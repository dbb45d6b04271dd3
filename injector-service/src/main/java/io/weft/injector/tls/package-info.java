/**
 * The certificate the API server sees.
 *
 * <p>Start at {@link io.weft.injector.tls.ServingCertificate}. Threading: reloads on a thread of their own.
 */
@NullMarked
package io.weft.injector.tls;

import org.jspecify.annotations.NullMarked;
