/**
 * The certificate that callers of a service's HTTPS port see.
 *
 * <p>Start at {@link io.weft.service.tls.ServingCertificates}. Threading: reloads on a thread of their own.
 */
@NullMarked
package io.weft.service.tls;

import org.jspecify.annotations.NullMarked;
