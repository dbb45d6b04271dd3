/** Start at {@link io.weft.service.https.CertificateReloadTest}. Threading: JUnit's. */
@NullMarked
package io.weft.service.https;

import org.jspecify.annotations.NullMarked;
