/** Certificates that change while they are served. Start at {@code CertificateReloadTest}. Threading: the test's. */
@NullMarked
package io.weft.service.tls;

import org.jspecify.annotations.NullMarked;
