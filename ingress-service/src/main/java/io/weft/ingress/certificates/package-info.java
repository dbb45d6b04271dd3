/**
 * Certificates by host: read from Secrets, replaced while connections go on. No key is ever logged.
 *
 * <p>Start at {@link io.weft.ingress.certificates.HostCertificates}. Threading: replaced by one thread, asked by event loops.
 */
@NullMarked
package io.weft.ingress.certificates;

import org.jspecify.annotations.NullMarked;
