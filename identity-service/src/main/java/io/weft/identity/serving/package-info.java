/**
 * The certificate of our own HTTP port. This service is the authority, so it signs it itself.
 *
 * <p>Start at {@link io.weft.identity.serving.OwnCertificate}. Called during handshakes, by the web server's event loops.
 */
@NullMarked
package io.weft.identity.serving;

import org.jspecify.annotations.NullMarked;
