/**
 * The certificate with which a service answers over HTTPS: PEM files that somebody renews.
 *
 * <p>Start at {@link io.weft.service.https.ServingFiles}. Threading: files are read again on the thread of whoever asks for it.
 */
@NullMarked
package io.weft.service.https;

import org.jspecify.annotations.NullMarked;
